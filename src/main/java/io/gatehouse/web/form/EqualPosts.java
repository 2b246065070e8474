package io.gatehouse.web.form;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RealmCookies.Kind;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.web.form.ShownPages.ShownPage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Collection;
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
    /** The time within which an equal post gets the answer of the first one, from that answer on. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** More than any post takes: after it, an equal post is handled even if the first one's instance has ended. */
    static final Duration LONGEST = Duration.ofSeconds(30);

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
     * @param page the page that it leads to, if that is to be shown once
     */
    @RegisterForReflection
    record Answer(int status, Map<String, List<String>> headers, Optional<ShownPage> page) {
        static final Answer UNDER_WAY = new Answer(0, Map.of(), Optional.empty());

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
        boolean known = hasNonce(body) || !cookies.pairs(request, FLOWS).isEmpty();
        return known ? Optional.of(id(request.uri(), cookies.pairs(request, SECRETS), body)) : Optional.empty();
    }

    /**
     * Returns the id of an equal post that the browser sends after it has received the cookies of the answer, or empty if
     * there is no nonce to tell it from a new post.
     */
    Optional<String> nextId(HttpServerRequest request, String body, Collection<NewCookie> received) {
        return hasNonce(body)
                ? Optional.of(id(request.uri(), cookies.pairs(request, SECRETS, received), body))
                : Optional.empty();
    }

    private String id(String uri, List<String> secrets, String body) {
        return keys.macBase64Url(
                KeyPurpose.FORM,
                Stream.concat(Stream.of(uri, body), secrets.stream()).toArray(String[]::new));
    }

    /** Returns empty if this is the first post of that id; otherwise the answer of the first one, or that it is under way. */
    Optional<Answer> claim(String id) {
        return store.addIfAbsent(id, Answer.UNDER_WAY, LONGEST)
                ? Optional.empty()
                : Optional.of(store.find(id, Answer.class).orElse(Answer.UNDER_WAY));
    }

    /** Stores the answer to the first post, for equal posts of any of these ids. */
    void answer(Set<String> ids, Answer answer) {
        ids.forEach(id -> store.add(id, answer, WINDOW));
    }

    /** Removes the claim of a first post that failed, so that the next one is handled. */
    void release(String id) {
        store.remove(id, Answer.class);
    }

    private static boolean hasNonce(String body) {
        return NONCE.matcher(body).find();
    }
}
