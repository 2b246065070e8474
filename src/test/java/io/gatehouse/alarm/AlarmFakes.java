package io.gatehouse.alarm;

import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.RecordedEvents;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Alarms with their table in memory. */
public final class AlarmFakes {
    private AlarmFakes() {}

    public static Alarms alarms(Fakes fakes) {
        return new Alarms(
                new InMemoryAlarms(),
                new AlarmMails(fakes.realms, fakes.administratorLists, fakes.mails.outbox),
                fakes.audit.log,
                fakes.clock,
                new RecordedEvents<>());
    }

    private static final class InMemoryAlarms extends AlarmEntity.Repository {
        private final Map<AlarmEntity.Key, Instant> raised = new HashMap<>();

        @Override
        boolean raise(RealmId realm, Alarm alarm, Instant now, Instant unlessAfter) {
            var key = new AlarmEntity.Key(realm.value(), alarm.mail(), alarm.occasion());
            boolean due = !raised.containsKey(key) || !raised.get(key).isAfter(unlessAfter);
            if (due) {
                raised.put(key, now);
            }
            return due;
        }
    }
}
