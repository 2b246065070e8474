package io.gatehouse.delivery;

import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.delivery.outbox.MailSeal;
import io.gatehouse.delivery.outbox.OutboxEntity;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Posts mails to the outbox, and reads their rows. */
@Singleton
public class OutboxFixture {
    /** As long as real ones, so that quoted-printable wraps it. */
    public static final String LINK =
            "http://localhost:8081/realms/acme-administration/reset-password?token=" + "aB3_-".repeat(8);

    public static final Map<String, String> DETAILS = Map.of(
            "link", LINK, "phone", "+49 ••• ••34", "left", "7", "method", "SMS", "report", DeliveryFixture.REPORT_URL);

    private final MailOutbox outbox;
    private final OutboxEntity.Repository rows;
    private final MailSeal seal;
    private final EntityManager database;
    private final Clock clock;

    OutboxFixture(MailOutbox outbox, OutboxEntity.Repository rows, MailSeal seal, EntityManager database, Clock clock) {
        this.outbox = outbox;
        this.rows = rows;
        this.seal = seal;
        this.database = database;
        this.clock = clock;
    }

    public DurableMail mail(MailKind kind, Administrator to) {
        return mail(kind, to, "Acme", DETAILS);
    }

    public DurableMail mail(MailKind kind, Administrator to, String realmName, Map<String, String> details) {
        return new DurableMail(
                kind,
                to.realm(),
                to.id(),
                to.email(),
                realmName,
                Locale.ENGLISH,
                details,
                new Requester("203.0.113.7", DeliveryFixture.FIREFOX, "test"),
                clock.instant());
    }

    public void post(DurableMail mail) {
        QuarkusTransaction.requiringNew().run(() -> outbox.post(mail));
    }

    /** Returns state, attempts and error of the administrator's only mail. */
    public String fate(Administrator to) {
        return text("state || ' ' || attempts || ' ' || coalesce(error, '')", to)
                .strip();
    }

    public void awaitFate(Administrator to, String fate) {
        await(fate).atMost(Duration.ofSeconds(20)).until(() -> fate(to), fate::equals);
    }

    /** Returns the whole row as text, bytes as characters. */
    String row(Administrator to) {
        return text("cast(mail_outbox as text)", to) + new String(sealed(to), StandardCharsets.ISO_8859_1);
    }

    void change(String assignment, Administrator to) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update mail_outbox set " + assignment + " where administrator_id = :person")
                        .setParameter("person", to.id().value())
                        .executeUpdate());
    }

    public long count(Administrator to) {
        return Long.parseLong(text("cast(count(*) as text)", to));
    }

    /** Inserts an invitation that is due before all others, without waking the workers. */
    public void insertUnseen(Administrator to) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        DurableMail mail = mail(MailKind.INVITATION, to);
        byte[] sealed = seal.seal(id, mail);
        QuarkusTransaction.requiringNew()
                .run(() -> rows.addIfAbsent(
                        id, "test", mail, sealed, now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(24))));
    }

    /** Returns whose mail is taken first if these are inserted in that order, long ago; rolls back. */
    public AdministratorId firstTaken(DurableMail... mails) {
        QuarkusTransaction.begin();
        try {
            for (int i = 0; i < mails.length; i++) {
                outbox.post(mails[i]);
                database.createNativeQuery(
                                "update mail_outbox set next_attempt_at = :time where administrator_id = :person")
                        .setParameter("time", Instant.EPOCH.plusSeconds(i))
                        .setParameter("person", mails[i].administrator().value())
                        .executeUpdate();
            }
            return new AdministratorId(
                    rows.take(clock.instant(), clock.instant()).orElseThrow().administratorId);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    public byte[] sealed(Administrator to) {
        return QuarkusTransaction.requiringNew().call(() -> (byte[]) database.createNativeQuery(
                        "select sealed from mail_outbox where administrator_id = :person", byte[].class)
                .setParameter("person", to.id().value())
                .getSingleResult());
    }

    private String text(String expression, Administrator to) {
        return QuarkusTransaction.requiringNew().call(() -> (String) database.createNativeQuery(
                        "select " + expression + " from mail_outbox where administrator_id = :person", String.class)
                .setParameter("person", to.id().value())
                .getSingleResult());
    }
}
