package io.gatehouse.authenticator;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SealedRows;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.FlowContext;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Authenticator apps: enrols one per account, and verifies its codes, each time step once over all instances. Called in the
 * transaction of a flow's step, which has locked the administrator; the caller counts the attempts of {@link #verify}.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Totps implements SealedRows {
    private static final int ATTEMPTS = 5;

    private final TotpEntity.Repository rows;
    private final RedisFlowStore store;
    private final SecretKeys keys;
    private final Randomness randomness;
    private final AuthenticatorReports reports;
    private final Clock clock;

    Totps(
            TotpEntity.Repository rows,
            RedisFlowStore store,
            SecretKeys keys,
            Randomness randomness,
            AuthenticatorReports reports,
            Clock clock) {
        this.rows = rows;
        this.store = store;
        this.keys = keys;
        this.randomness = randomness;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * An app that no code has confirmed, stored under the flow that enrols it.
     *
     * @param credential digest of the account's credentials at the start; a change of them ends the enrolment
     */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingTotp(UUID id, String secret, String credential, int attemptsLeft) {
        PendingTotp afterAttempt() {
            return new PendingTotp(id, secret, credential, attemptsLeft - 1);
        }

        /** Returns a text without the secret. */
        @Override
        public String toString() {
            return "PendingTotp[" + id + "]";
        }
    }

    /** Returns why no app can be added, or empty if one can: not in the place of one that a report of misuse has suspended. */
    private Optional<Refusal> suspended(FlowContext context) {
        return rows.find(context.administrator().id())
                .filter(present -> present.suspendedAt != null)
                .map(present -> Refusal.of(Reason.AUTHENTICATOR_SUSPENDED));
    }

    /** Returns a new secret, which counts once {@link #confirm} gets a code of it, within 15 minutes. */
    public TotpEnrollment enroll(FlowContext context, String flow) {
        TotpSecret secret = TotpSecret.random(randomness);
        UUID id = UUID.randomUUID();
        Administrator administrator = context.administrator();
        store.add(flow, new PendingTotp(id, secret.base32(), administrator.credential(), ATTEMPTS));
        return enrollment(context, id, secret);
    }

    /** Returns the flow's enrolment that waits for its first code, or empty if there is none. */
    public Optional<TotpEnrollment> pending(FlowContext context, String flow) {
        return find(context, flow).map(pending -> enrollment(context, pending.id(), new TotpSecret(pending.secret())));
    }

    private static TotpEnrollment enrollment(FlowContext context, UUID id, TotpSecret secret) {
        return TotpEnrollment.of(
                id,
                secret,
                context.realm().settings().displayName(),
                context.administrator().email().value());
    }

    private Optional<PendingTotp> find(FlowContext context, String flow) {
        return store.find(flow, PendingTotp.class)
                .filter(pending ->
                        pending.credential().equals(context.administrator().credential()));
    }

    /**
     * Makes the flow's app the account's, in the place of another one, if the code is one of its own. Returns why it is refused,
     * or empty if it was right; after five wrong ones, the app must be set up again.
     */
    public Optional<Refusal> confirm(FlowContext context, String flow, String code) {
        Optional<PendingTotp> found = find(context, flow);
        if (found.isEmpty()) {
            return Optional.of(Refusal.of(Reason.STEP_NOT_ALLOWED));
        }
        PendingTotp pending = found.get();
        if (pending.attemptsLeft() == 0) {
            store.remove(flow, PendingTotp.class);
            return Optional.of(Refusal.of(Reason.CODE_USED_UP));
        }
        OptionalLong step = new TotpSecret(pending.secret()).findStep(code, clock.instant());
        if (step.isEmpty()) {
            PendingTotp counted = pending.afterAttempt();
            store.replace(flow, counted);
            return Optional.of(Refusal.wrongCode(counted.attemptsLeft()));
        }
        Optional<Refusal> suspended = suspended(context);
        if (suspended.isPresent()) {
            return suspended;
        }
        store.remove(flow, PendingTotp.class);
        add(context, pending, step.getAsLong());
        return Optional.empty();
    }

    private void add(FlowContext context, PendingTotp pending, long step) {
        var entity = new TotpEntity();
        entity.id = pending.id();
        entity.administratorId = context.administrator().id().value();
        entity.sealedSecret =
                keys.seal(KeyPurpose.TOTP, pending.secret().getBytes(StandardCharsets.US_ASCII), context(pending.id()));
        entity.lastStep = step;
        entity.createdAt = clock.instant();
        rows.replace(entity);
        reports.record(context, AuditEventType.AUTHENTICATOR_ENROLLED, entity.toAuthenticator());
        reports.post(context, MailKind.TOTP_ADDED, Map.of());
    }

    /** Returns whether the code is the app's and newer than every code that was accepted before; records the use or refusal. */
    public boolean verify(FlowContext context, String code) {
        Optional<TotpEntity> found = rows.find(context.administrator().id());
        boolean right = found.filter(entity -> use(entity, code)).isPresent();
        found.ifPresent(entity -> reports.record(
                context,
                right ? AuditEventType.AUTHENTICATOR_USED : AuditEventType.AUTHENTICATOR_REFUSED,
                entity.toAuthenticator()));
        return right;
    }

    private boolean use(TotpEntity entity, String code) {
        OptionalLong step = secret(entity).findStep(code, clock.instant());
        return step.isPresent() && rows.use(entity.id, step.getAsLong(), clock.instant());
    }

    private TotpSecret secret(TotpEntity entity) {
        byte[] secret = keys.open(KeyPurpose.TOTP, entity.sealedSecret, context(entity.id));
        return new TotpSecret(new String(secret, StandardCharsets.US_ASCII));
    }

    private static String context(UUID id) {
        return "totp " + id;
    }

    /** Removes the account's app and returns true, or returns false if it has none. */
    public boolean remove(FlowContext context) {
        Optional<TotpEntity> found = rows.find(context.administrator().id());
        found.ifPresent(entity -> {
            rows.deleteAll(context.administrator().id());
            reports.record(context, AuditEventType.AUTHENTICATOR_REMOVED, entity.toAuthenticator());
            reports.post(context, MailKind.TOTP_REMOVED, Map.of());
        });
        return found.isPresent();
    }

    /** Encrypts the secrets of these rows under the current master key, and returns how many were under the previous one. */
    @Transactional
    int reseal(Iterable<UUID> ids) {
        int moved = 0;
        for (UUID id : ids) {
            Optional<TotpEntity> found = rows.findByIdOptional(id).map(rows::detached);
            if (found.filter(this::reseal).isPresent()) {
                moved++;
            }
        }
        return moved;
    }

    private boolean reseal(TotpEntity entity) {
        return keys.reseal(KeyPurpose.TOTP, entity.sealedSecret, context(entity.id))
                .filter(resealed -> rows.reseal(entity.id, resealed, entity.sealedSecret))
                .isPresent();
    }

    @Override
    public String name() {
        return "secrets of authenticator apps";
    }

    @Override
    public long countUnreadable() {
        return rows.streamRows()
                .filter(entity -> !keys.canOpen(KeyPurpose.TOTP, entity.sealedSecret, context(entity.id)))
                .count();
    }
}
