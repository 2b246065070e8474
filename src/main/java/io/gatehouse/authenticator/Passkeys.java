package io.gatehouse.authenticator;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Creates and verifies passkeys by WebAuthn. A challenge is bound to the flow and its kind of ceremony, and answered once. Called in
 * the transaction of a flow's step, which has locked the realm and, if it is known, the administrator.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Passkeys {
    /** The number of usable passkeys that an account may have. */
    public static final int MAX = 10;

    private static final String DEFAULT_NAME = "Passkey";

    private final PasskeyEntity.Repository rows;
    private final WebAuthn webAuthn;
    private final RedisFlowStore store;
    private final Administrators administrators;
    private final AuthenticatorReports reports;
    private final PublicUrls urls;
    private final Randomness randomness;
    private final Clock clock;

    Passkeys(
            PasskeyEntity.Repository rows,
            WebAuthn webAuthn,
            RedisFlowStore store,
            Administrators administrators,
            AuthenticatorReports reports,
            PublicUrls urls,
            Randomness randomness,
            Clock clock) {
        this.rows = rows;
        this.webAuthn = webAuthn;
        this.store = store;
        this.administrators = administrators;
        this.reports = reports;
        this.urls = urls;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** The result of the creation or verification of a passkey. */
    public sealed interface Result {

        /** The passkey is the account's. */
        record Accepted(Administrator administrator, Authenticator passkey) implements Result {}

        /** It was refused. */
        record Refused(Refusal refusal) implements Result {}

        /** Returns the result of the function for this case. */
        default <T> T fold(Function<Accepted, T> accepted, Function<Refusal, T> refused) {
            return this instanceof Accepted result ? accepted.apply(result) : refused.apply(((Refused) this).refusal());
        }
    }

    /**
     * The challenge of a passkey's creation.
     *
     * @param credential digest of the account's credentials at the start; a change of them ends the creation
     */
    @RegisterForReflection
    record CreationChallenge(String challenge, UUID administrator, String credential) {}

    /**
     * The challenge of a passkey's use.
     *
     * @param administrator the only account whose passkeys are accepted; empty for any of the realm
     */
    @RegisterForReflection
    record UseChallenge(String challenge, UUID realm, Optional<UUID> administrator) {}

    /** Returns the options to create a passkey within 5 minutes, or empty if the account has as many as it may. */
    public Optional<PasskeyOptions.Creation> creationOptions(FlowContext context, String flow) {
        Administrator administrator = context.administrator();
        List<PasskeyEntity> known = list(administrator.id());
        if (countUsable(known) >= MAX) {
            return Optional.empty();
        }
        String challenge = randomness.secret();
        store.add(
                flow,
                new CreationChallenge(challenge, administrator.id().value(), administrator.credential()),
                PasskeyOptions.TIMEOUT);
        return Optional.of(PasskeyOptions.Creation.of(
                urls, context.realm().settings().displayName(), administrator, challenge, ofThisHost(known)));
    }

    /**
     * Adds the passkey to the account.
     *
     * @param name empty for the name of its model
     * @param credential the {@code PublicKeyCredential} as JSON
     */
    public Result register(FlowContext context, String flow, Optional<String> name, String credential) {
        Administrator administrator = context.administrator();
        Optional<CreationChallenge> challenge = take(flow, CreationChallenge.class)
                .filter(taken -> taken.administrator().equals(administrator.id().value())
                        && taken.credential().equals(administrator.credential()));
        if (challenge.isEmpty()) {
            return new Result.Refused(Refusal.of(Reason.CODE_EXPIRED));
        }
        Optional<RegistrationData> read = webAuthn.readRegistration(credential);
        Optional<PasskeyRefusal> refusal = read.isEmpty()
                ? Optional.of(PasskeyRefusal.MALFORMED)
                : webAuthn.refusal(read.get(), challenge.get().challenge());
        if (refusal.isPresent()) {
            return refused(context, refusal.get());
        }
        if (countUsable(list(administrator.id())) >= MAX) {
            return new Result.Refused(Refusal.of(Reason.TOO_MANY_PASSKEYS));
        }
        PasskeyEntity passkey = entity(context, name, read.get());
        if (rows.find(context.realm().id(), passkey.credentialId).isPresent()) {
            return refused(context, PasskeyRefusal.REGISTERED);
        }
        rows.add(passkey);
        Authenticator added = passkey.toAuthenticator(urls.host());
        reports.record(context, AuditEventType.AUTHENTICATOR_ENROLLED, added);
        reports.post(context, MailKind.PASSKEY_ADDED, Map.of("about", added.name()));
        return new Result.Accepted(administrator, added);
    }

    /** Others do not count, so that they cannot keep the account from the passkey that it needs. */
    private long countUsable(List<PasskeyEntity> passkeys) {
        return passkeys.stream().filter(this::isUsable).count();
    }

    private boolean isUsable(PasskeyEntity passkey) {
        return passkey.toAuthenticator(urls.host()).usable();
    }

    private PasskeyEntity entity(FlowContext context, Optional<String> name, RegistrationData data) {
        AuthenticatorData<?> authenticator = data.getAttestationObject().getAuthenticatorData();
        AttestedCredentialData created = authenticator.getAttestedCredentialData();
        var entity = new PasskeyEntity();
        entity.id = UUID.randomUUID();
        entity.realmId = context.realm().id().value();
        entity.administratorId = context.administrator().id().value();
        entity.credentialId = created.getCredentialId();
        entity.rpId = urls.host();
        entity.publicKey = webAuthn.encode(created.getCOSEKey());
        entity.aaguid = created.getAaguid().getValue();
        entity.name = name.or(() -> PasskeyModel.nameOf(entity.aaguid)).orElse(DEFAULT_NAME);
        entity.transports = Optional.ofNullable(data.getTransports()).stream()
                .flatMap(transports -> transports.stream().map(AuthenticatorTransport::getValue))
                .filter(PasskeyOptions.TRANSPORTS::contains)
                .sorted()
                .toList();
        entity.signatureCount = authenticator.getSignCount();
        entity.backupEligible = authenticator.isFlagBE();
        entity.backedUp = authenticator.isFlagBS();
        entity.createdAt = clock.instant();
        return entity;
    }

    /**
     * Returns the options to use a passkey within 5 minutes.
     *
     * @param administrator the account of the flow; empty if the passkey is to name it
     */
    public PasskeyOptions.Request requestOptions(Realm realm, String flow, Optional<AdministratorId> administrator) {
        String challenge = randomness.secret();
        store.add(
                flow,
                new UseChallenge(challenge, realm.id().value(), administrator.map(AdministratorId::value)),
                PasskeyOptions.TIMEOUT);
        List<PasskeyEntity> allowed = administrator.map(this::list).orElse(List.of()).stream()
                .filter(this::isUsable)
                .toList();
        return PasskeyOptions.Request.of(urls, challenge, allowed);
    }

    /**
     * Verifies a passkey of the flow's account, or of the one that it names, which is then locked; its state is for the caller to
     * look at. Records the use or refusal.
     *
     * @param credential the {@code PublicKeyCredential} as JSON
     */
    public Result verify(
            Realm realm, Requester requester, String flow, Optional<AdministratorId> administrator, String credential) {
        Optional<UseChallenge> challenge = take(flow, UseChallenge.class)
                .filter(taken -> taken.realm().equals(realm.id().value())
                        && taken.administrator().equals(administrator.map(AdministratorId::value)));
        if (challenge.isEmpty()) {
            return new Result.Refused(Refusal.of(Reason.CODE_EXPIRED));
        }
        Optional<AuthenticationData> read = webAuthn.readAuthentication(credential);
        Optional<PasskeyEntity> found = read.flatMap(data -> rows.find(realm.id(), data.getCredentialId()))
                .filter(passkey ->
                        administrator.stream().allMatch(known -> known.value().equals(passkey.administratorId)));
        Optional<Administrator> owner = found.map(passkey -> new AdministratorId(passkey.administratorId))
                .or(() -> administrator)
                .flatMap(id -> administrators.findForUpdate(realm.id(), id));
        if (owner.isEmpty()) {
            // No account's: an event would be about no account.
            return new Result.Refused(Refusal.of(Reason.PASSKEY_REFUSED));
        }
        var context = new FlowContext(realm, owner.get(), requester);
        if (read.isEmpty()) {
            return refused(context, PasskeyRefusal.MALFORMED);
        }
        if (found.isEmpty()) {
            return refused(context, PasskeyRefusal.UNKNOWN);
        }
        return verify(context, challenge.get(), read.get(), found.get());
    }

    private Result verify(FlowContext context, UseChallenge challenge, AuthenticationData data, PasskeyEntity passkey) {
        Optional<PasskeyRefusal> refusal =
                refusal(challenge, data, passkey).or(() -> webAuthn.refusal(data, passkey, challenge.challenge()));
        if (refusal.isPresent()) {
            return refused(context, refusal.get());
        }
        AuthenticatorData<?> signed = data.getAuthenticatorData();
        if (!rows.use(passkey.id, signed.getSignCount(), signed.isFlagBS(), clock.instant())) {
            return refused(context, PasskeyRefusal.COUNTER);
        }
        Authenticator used = passkey.toAuthenticator(urls.host());
        reports.record(context, AuditEventType.AUTHENTICATOR_USED, used);
        return new Result.Accepted(context.administrator(), used);
    }

    /** Returns why the passkey cannot be used in this flow, or empty if it can. Without an account, the passkey must name it. */
    private static Optional<PasskeyRefusal> refusal(
            UseChallenge challenge, AuthenticationData data, PasskeyEntity passkey) {
        byte[] handle = data.getUserHandle();
        boolean named = handle != null && handle.length > 0;
        boolean mayBeUnnamed = challenge.administrator().isPresent();
        if (named ? !Arrays.equals(handle, PasskeyOptions.handle(passkey.administratorId)) : !mayBeUnnamed) {
            return Optional.of(PasskeyRefusal.UNKNOWN);
        }
        return passkey.suspendedAt == null ? Optional.empty() : Optional.of(PasskeyRefusal.SUSPENDED);
    }

    /** Renames the account's passkey and returns it, or empty if it has none of that id. */
    public Optional<Authenticator> rename(FlowContext context, UUID id, String name) {
        AdministratorId administrator = context.administrator().id();
        Optional<PasskeyEntity> found = rows.find(administrator, id);
        found.ifPresent(passkey -> {
            String before = passkey.name;
            rows.rename(administrator, id, name);
            passkey.name = name;
            reports.record(
                    context,
                    AuditEventType.AUTHENTICATOR_RENAMED,
                    passkey.toAuthenticator(urls.host()),
                    Map.of("before", before));
        });
        return found.map(passkey -> passkey.toAuthenticator(urls.host()));
    }

    /** Removes the account's passkey and returns true, or returns false if it has none of that id. */
    public boolean remove(FlowContext context, UUID id) {
        AdministratorId administrator = context.administrator().id();
        Optional<PasskeyEntity> found = rows.find(administrator, id);
        found.map(row -> row.toAuthenticator(urls.host())).ifPresent(passkey -> {
            rows.delete(administrator, id);
            reports.record(context, AuditEventType.AUTHENTICATOR_REMOVED, passkey);
            reports.post(context, MailKind.PASSKEY_REMOVED, Map.of("about", passkey.name()));
        });
        return found.isPresent();
    }

    /** Returns the flow's challenge of that kind, which no other call gets, or empty if there is none. */
    private <T> Optional<T> take(String flow, Class<T> kind) {
        return store.find(flow, kind).filter(found -> store.remove(flow, kind));
    }

    private Result refused(FlowContext context, PasskeyRefusal refusal) {
        reports.recordRefusal(context, AuthenticatorKind.PASSKEY, Map.of("reason", refusal.name()));
        return new Result.Refused(Refusal.of(Reason.PASSKEY_REFUSED));
    }

    private List<PasskeyEntity> list(AdministratorId administrator) {
        return rows.listOf(List.of(administrator.value()));
    }

    private List<PasskeyEntity> ofThisHost(List<PasskeyEntity> passkeys) {
        return passkeys.stream()
                .filter(passkey -> passkey.rpId.equals(urls.host()))
                .toList();
    }
}
