package io.gatehouse.openid.authorization;

import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import io.gatehouse.openid.client.Client;
import io.gatehouse.session.Session;
import io.gatehouse.token.Acr;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request and its client require of the administrator's authentication.
 *
 * @param prompts what the administrator is to be asked
 * @param maxAge greatest age of the authentication in seconds
 * @param accepted the classes of which the request accepts any, and any stronger one; all if empty
 * @param unknownClass whether the request insists on a class that does not exist here
 * @param minimum the weakest class that the client accepts
 * @param subject the administrator that must be signed in, by {@code sub} in {@code claims} or a hint
 */
record Requirements(
        Set<Prompt.Type> prompts,
        Optional<Integer> maxAge,
        List<Acr> accepted,
        boolean unknownClass,
        Optional<Acr> minimum,
        Optional<String> subject) {

    static Requirements of(AuthenticationRequest request, Client client, Optional<String> hinted) {
        Optional<ClaimsSetRequest> claims =
                Optional.ofNullable(request.getOIDCClaims()).map(requested -> requested.getIDTokenClaimsRequest());
        Optional<ClaimsSetRequest.Entry> acrClaim = claims.map(entries -> entries.get("acr"));
        List<String> named = acrClaim.map(Requirements::values)
                .filter(values -> !values.isEmpty())
                .orElseGet(() -> Optional.ofNullable(request.getACRValues()).stream()
                        .flatMap(List::stream)
                        .map(ACR::getValue)
                        .toList());
        List<Acr> accepted =
                named.stream().flatMap(value -> Acr.parse(value).stream()).toList();
        boolean essential = acrClaim.filter(entry -> entry.getClaimRequirement() == ClaimRequirement.ESSENTIAL)
                .isPresent();
        return new Requirements(
                Optional.ofNullable(request.getPrompt())
                        .map(Set::<Prompt.Type>copyOf)
                        .orElseGet(Set::of),
                request.getMaxAge() < 0 ? Optional.empty() : Optional.of(request.getMaxAge()),
                accepted,
                essential && !named.isEmpty() && accepted.isEmpty(),
                client.metadata().minimumAcr(),
                claims.map(entries -> entries.get("sub"))
                        .flatMap(entry -> Optional.ofNullable(entry.getValueAsString()))
                        .or(() -> hinted));
    }

    private static List<String> values(ClaimsSetRequest.Entry entry) {
        return Stream.concat(
                        Stream.ofNullable(entry.getValueAsString()),
                        Stream.ofNullable(entry.getValuesAsRawList()).flatMap(List::stream))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    boolean asks(Prompt.Type type) {
        return prompts.contains(type);
    }

    /** Returns the weakest class that suffices, or empty if any does. */
    Optional<Acr> weakest() {
        Optional<Acr> requested = accepted.stream().min(Comparator.naturalOrder());
        return Stream.concat(requested.stream(), minimum.stream()).max(Comparator.naturalOrder());
    }

    /** Returns whether the session's authentication is of a class that suffices. */
    boolean areMetBy(Acr acr) {
        return weakest().map(acr::meets).orElse(true);
    }

    /**
     * Returns the class that is reported: the session's, or if that is none of the requested ones, the strongest of those that it and
     * the client's minimum allow.
     */
    Acr reported(Acr acr) {
        return accepted.stream()
                .filter(acr::meets)
                .filter(one -> minimum.stream().allMatch(one::meets))
                .max(Comparator.naturalOrder())
                .orElse(acr);
    }

    /**
     * Returns whether the authentication is too old.
     *
     * @param receivedAt when the request was received: an authentication since then is always recent enough
     */
    boolean requireAgain(Session session, Instant receivedAt, Instant now) {
        Instant last = lastAuthentication(session);
        return last.isBefore(receivedAt)
                && (asks(Prompt.Type.LOGIN)
                        || maxAge.map(seconds -> last.plusSeconds(seconds).isBefore(now))
                                .orElse(false));
    }

    /** Returns when the administrator last authenticated in the session, by password or second factor. */
    static Instant lastAuthentication(Session session) {
        return session.secondFactor()
                .flatMap(factor -> session.secondFactorAt())
                .filter(session.authenticatedAt()::isBefore)
                .orElse(session.authenticatedAt());
    }
}
