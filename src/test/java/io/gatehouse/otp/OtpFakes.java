package io.gatehouse.otp;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.delivery.dispatch.Deliveries.SendKeys;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.CodeLockout.CodeLockoutEntity;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.otp.OneTimeCodes.CodeGenerator;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.otp.SendPauseEntity.Tally;
import io.gatehouse.otp.SendPauseEntity.Volume;
import io.gatehouse.otp.SendPauseEntity.Waits;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.TestKeys;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Codes with their tables in memory and the default settings. */
public final class OtpFakes {
    private final InMemorySendPauses sends = new InMemorySendPauses();

    public final CodeLockout lockout;
    public final OneTimeCodes codes;

    public OtpFakes(Fakes fakes) {
        SendLimitsConfig config = Defaults.of(SendLimitsConfig.class);
        var limits =
                new SendLimits(sends, fakes.administrators, config, fakes.alarms, TestKeys.identifiers(), fakes.clock);
        var store = new InMemoryCodeStore(fakes.clock);
        var generator = new CodeGenerator(TestKeys.any(), new Randomness());
        lockout = new CodeLockout(
                new InMemoryLockouts(fakes.administrators), Defaults.of(CodeLockoutConfig.class), fakes.clock);
        codes = new OneTimeCodes(
                store,
                lockout,
                limits,
                fakes.dispatch.dispatcher,
                fakes.reportLinks,
                fakes.dispatch.deliveries,
                generator,
                fakes.audit.log);
    }

    /** Reaches a limit on sends, so that no code is sent until then. */
    public void stopSendingUntil(Instant end) {
        sends.fullUntil = Optional.of(end);
    }

    /** Sends no code to any number until then, as after several in a row that were not delivered. */
    public void stopNumbersUntil(Instant end) {
        sends.undeliveredUntil = Optional.of(end);
    }

    private static final class InMemorySendPauses extends SendPauseEntity.Repository {
        private Optional<Instant> fullUntil = Optional.empty();
        private Optional<Instant> undeliveredUntil = Optional.empty();

        @Override
        void lock(SendAttempt attempt, SendKeys sendKeys) {}

        @Override
        void lock(byte[] destination) {}

        @Override
        Waits findWaits(SendAttempt attempt, SendKeys sendKeys, SendLimitsConfig limits, Volume volume, Instant now) {
            return new Waits(fullUntil.filter(now::isBefore), undeliveredUntil.filter(now::isBefore));
        }

        @Override
        Tally tally(SendAttempt attempt, SendKeys sendKeys, SendLimitsConfig limits, Instant now) {
            return new Tally(0, 0, 0, 0);
        }
    }

    static final class InMemoryLockouts extends CodeLockoutEntity.Repository {
        private final Map<CodeLockoutEntity.Key, CodeLockoutEntity> rows = new HashMap<>();
        private final Administrators administrators;

        InMemoryLockouts(Administrators administrators) {
            this.administrators = administrators;
        }

        @Override
        CodeLockoutEntity getForUpdate(AdministratorId administrator, Scope purpose) {
            return rows.computeIfAbsent(new CodeLockoutEntity.Key(administrator.value(), purpose), key -> {
                var row = new CodeLockoutEntity();
                row.administratorId = key.administratorId();
                row.purpose = key.purpose();
                return row;
            });
        }

        @Override
        Optional<CodeLockoutEntity> findForUpdate(AdministratorId administrator, Scope purpose) {
            return Optional.ofNullable(rows.get(new CodeLockoutEntity.Key(administrator.value(), purpose)));
        }

        @Override
        List<CodeLockoutEntity> listOf(Collection<AdministratorId> administrators) {
            List<UUID> ids = administrators.stream().map(AdministratorId::value).toList();
            return rows.values().stream()
                    .filter(row -> ids.contains(row.administratorId))
                    .toList();
        }

        @Override
        List<CodeLockoutEntity> listForUpdate(AdministratorId administrator) {
            return listOf(List.of(administrator));
        }

        @Override
        void delete(AdministratorId administrator, Scope purpose) {
            rows.remove(new CodeLockoutEntity.Key(administrator.value(), purpose));
        }

        @Override
        void deleteAll(AdministratorId administrator) {
            rows.keySet().removeIf(key -> key.administratorId().equals(administrator.value()));
        }

        @Override
        void deleteAll(RealmId realm) {
            administrators.list(realm).forEach(administrator -> deleteAll(administrator.id()));
        }
    }
}
