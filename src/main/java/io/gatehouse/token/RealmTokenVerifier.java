package io.gatehouse.token;

import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.realm.Realms;
import io.gatehouse.token.SigningKeys.SigningKey;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Verifies bearer tokens with the keys of the realm that issued them, in place of SmallRye JWT's own parser. Accepts only ES256 and ignores keys,
 * algorithms and addresses that the token itself specifies (RFC 8725).
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class RealmTokenVerifier extends JWTCallerPrincipalFactory {
    private static final int LEEWAY_SECONDS = 30;

    private final Realms realms;
    private final SigningKeys keys;
    private final PublicUrls urls;
    private final Clock clock;
    private final JwtConsumer unverified = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    RealmTokenVerifier(Realms realms, SigningKeys keys, PublicUrls urls, Clock clock) {
        this.realms = realms;
        this.keys = keys;
        this.urls = urls;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo info) throws ParseException {
        try {
            JwtContext unverifiedContext = unverified.process(token);
            String issuer = Optional.ofNullable(unverifiedContext.getJwtClaims().getIssuer())
                    .orElseThrow(() -> new ParseException("no issuer"));
            String kid = Optional.ofNullable(
                            unverifiedContext.getJoseObjects().get(0).getKeyIdHeaderValue())
                    .orElseThrow(() -> new ParseException("no kid"));
            SigningKey key = urls.slugOfIssuer(issuer)
                    .flatMap(realms::find)
                    .flatMap(realm -> keys.published(realm.id(), kid))
                    .filter(found -> found.algorithm() == SigningAlgorithm.ES256)
                    .orElseThrow(() -> new ParseException("no such key"));
            JwtContext verified = verifier(issuer, key).process(token);
            return new DefaultJWTCallerPrincipal(
                    verified.getJoseObjects().get(0).getHeader("typ"), verified.getJwtClaims());
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw new ParseException("not a valid access token", e);
        }
    }

    private JwtConsumer verifier(String issuer, SigningKey key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key.publicKey())
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(true, issuer)
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                .build();
    }
}
