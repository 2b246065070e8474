package io.gatehouse.delivery;

import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.dispatch.MessageDispatcher;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** Dispatches codes to new administrators and reads their states. */
@Singleton
public class DeliveryFixture {
    public static final String REPORT_URL = "http://localhost:8081/n/aB3_-aB3_-aB3_-aB3_-aB";
    public static final String CODE = "482139";
    static final String FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";

    private final TestRealms testRealms;
    private final MessageDispatcher dispatcher;
    private final Deliveries deliveries;
    private final Clock clock;

    DeliveryFixture(TestRealms testRealms, MessageDispatcher dispatcher, Deliveries deliveries, Clock clock) {
        this.testRealms = testRealms;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Returns a new administrator with a number, in a realm with default settings. */
    public Administrator administrator() {
        Realm realm = testRealms.realm();
        return testRealms.enrolled(realm);
    }

    public CodeMessage message(Administrator to, ContactAddress address) {
        return message(to, address, "Acme", FIREFOX);
    }

    public CodeMessage message(Administrator to, ContactAddress address, String realmName, String userAgent) {
        return new CodeMessage(
                to.realm(),
                to.id(),
                CodePurpose.SIGN_IN,
                address,
                true,
                CODE,
                "KTR",
                REPORT_URL,
                realmName,
                Locale.ENGLISH,
                Duration.ofMinutes(5),
                new Requester("203.0.113.7", userAgent, "test"),
                clock.instant());
    }

    public DeliveryId dispatch(CodeMessage message) {
        var id = new DeliveryId(UUID.randomUUID());
        QuarkusTransaction.requiringNew().run(() -> dispatcher.dispatch(id, message));
        return id;
    }

    public void awaitState(DeliveryId id, DeliveryState state) {
        await("delivery " + state)
                .atMost(Duration.ofSeconds(20))
                .until(() -> deliveries.fate(id).state() == state);
    }

    public DeliveryId deliver(CodeMessage message) {
        DeliveryId id = dispatch(message);
        awaitState(id, DeliveryState.SENT);
        return id;
    }
}
