package io.gatehouse.mailrequest;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.mailrequest.MailRequests.Kind;
import io.gatehouse.mailrequest.MailRequests.MailRequestEntity;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GatehouseTest
class MailRequestsIT {
    private static final Requester REQUESTER = new Requester("192.0.2.7", "test", "request");

    /** Later than any instance looks for requests during the test. */
    private static final Instant DUE =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(3650));

    @Inject
    TestRealms realms;

    @Inject
    MailRequests requests;

    @Inject
    MailRequestEntity.Repository rows;

    @Inject
    Transactions transactions;

    @Inject
    AgroalDataSource database;

    private Realm realm;
    private Administrator administrator;

    @BeforeEach
    void setUp() {
        realm = realms.realm();
        administrator = realms.administrator(realm);
    }

    @Test
    void a_request_that_is_postponed_is_not_due_until_then() {
        List<UUID> ids = transactions.call(() -> IntStream.range(0, 2)
                .mapToObj(second -> row(DUE.plusSeconds(second)))
                .toList());
        Instant later = DUE.plus(Duration.ofHours(1));

        assertThat(due(DUE.minusSeconds(1))).isEmpty();
        assertThat(due(DUE)).containsExactlyElementsOf(ids);
        transactions.run(() -> rows.postpone(rows.findById(ids.get(0)), later));
        assertThat(due(later.minusSeconds(1))).isEmpty();
        assertThat(due(later)).containsExactlyElementsOf(ids);
        transactions.run(() -> rows.deleteAlike(rows.findById(ids.get(0))));
        assertThat(due(later)).isEmpty();
    }

    @Test
    void a_request_of_a_later_version_holds_up_no_other() throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into mail_request (id, kind, realm_id, administrator_id, client_address, user_agent,
                            request_id, asked_at, due_at)
                        values (gen_random_uuid(), 'OF_A_LATER_VERSION', ?, ?, '', '', '', now() - interval '1 day',
                            now() - interval '1 day')""")) {
            insert.setObject(1, realm.id().value());
            insert.setObject(2, administrator.id().value());
            insert.executeUpdate();
        }
        EmailAddress email = administrator.email();

        requests.add(Kind.PASSWORD_RESET, Optional.of(realm.id()), email, REQUESTER);

        assertThat(TestMail.latestTo(email.value())).isNotNull();
    }

    private UUID row(Instant due) {
        var row = new MailRequestEntity();
        row.id = UUID.randomUUID();
        row.kind = Kind.PASSWORD_RESET;
        row.realmId = realm.id().value();
        row.administratorId = administrator.id().value();
        row.clientAddress = REQUESTER.address();
        row.userAgent = REQUESTER.userAgent();
        row.requestId = REQUESTER.requestId();
        row.askedAt = due;
        row.dueAt = DUE;
        rows.persist(row);
        return row.id;
    }

    private List<UUID> due(Instant now) {
        return transactions.call(
                () -> rows.lockNext(realm.id(), now).stream().map(row -> row.id).toList());
    }
}
