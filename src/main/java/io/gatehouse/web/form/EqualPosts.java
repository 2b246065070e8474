package io.gatehouse.web.form;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RealmCookies.Kind;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes equal posts of one form, as a double click sends them: the first one is handled, the others get its answer.
 * Posts are equal if path, body and the cookies that authorize are; the body contains the
 * {@link FormNonce} of the rendered form.
 */
@ApplicationScoped
class EqualPosts {
    /** The time within which an equal post gets the answer of the first one. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Set<Kind> FLOWS = EnumSet.of(Kind.SIGN_IN, Kind.STEP_UP, Kind.RESET);
    private static final Set<Kind> SECRETS =
            EnumSet.of(Kind.SIGN_IN, Kind.STEP_UP, Kind.RESET, Kind.SESSION, Kind.TRUST, Kind.ADMISSION);

    private static final Pattern NONCE = Pattern.compile("(?:^|&)" + FormNonce.FIELD + "=[^&]");

    private final RedisFlowStore store;
    private final RealmCookies cookies;
    private final SecretKeys keys;

    EqualPosts(RedisFlowStore store, RealmCookies cookies, SecretKeys keys) {
        this.store = store;
        this.cookies = cookies;
        this.keys = keys;
    }

    /**
     * A redirect with all its headers.
     *
     * @param status 0 as long as the first post is not answered
     */
    @RegisterForReflection
    record Answer(int status, Map<String, List<String>> headers) {
        static final Answer UNDER_WAY = new Answer(0, Map.of());

        boolean underWay() {
            return status == 0;
        }

        /** Omits the headers, some of which set cookies. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /** Returns the id that equal posts have in common, or empty if neither a nonce nor a flow tells them from others. */
    Optional<String> id(HttpServerRequest request, String body) {
        boolean known =
                !cookies.pairs(request, FLOWS).isEmpty() || NONCE.matcher(body).find();
        return known ? Optional.of(id(request.uri(), cookies.pairs(request, SECRETS), body)) : Optional.empty();
    }

    private String id(String uri, List<String> secrets, String body) {
        return keys.macBase64Url(
                KeyPurpose.FORM,
                Stream.concat(Stream.of(uri, body), secrets.stream()).toArray(String[]::new));
    }

    /** Returns empty if this is the first post of that id; otherwise the answer of the first one, or that it is under way. */
    Optional<Answer> claim(String id) {
        return store.addIfAbsent(id, Answer.UNDER_WAY, WINDOW)
                ? Optional.empty()
                : Optional.of(store.find(id, Answer.class).orElse(Answer.UNDER_WAY));
    }

    /** Stores the answer to the first post. */
    void answer(String id, Answer answer) {
        store.replace(id, answer);
    }

    /** Removes the claim of a first post that failed, so that the next one is handled. */
    void release(String id) {
        store.remove(id, Answer.class);
    }
}
