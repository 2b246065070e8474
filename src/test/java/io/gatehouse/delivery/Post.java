package io.gatehouse.delivery;

import static org.awaitility.Awaitility.await;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Town;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** Dispatches codes to people of their own and watches what becomes of them. */
@Singleton
public class Post {
    static final String REPORT_URL = "http://localhost:8081/n/aB3_-aB3_-aB3_-aB3_-aB";
    static final String CODE = "482139";
    static final String FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";

    private final Town town;
    private final MessageDispatcher dispatcher;
    private final Deliveries deliveries;
    private final Clock clock;

    Post(Town town, MessageDispatcher dispatcher, Deliveries deliveries, Clock clock) {
        this.town = town;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Somebody with a number, in a realm of the default settings. */
    Administrator somebody() {
        Realm realm = town.realm();
        return town.enrolled(realm);
    }

    CodeMessage message(Administrator to, ContactAddress address) {
        return message(to, address, "Acme", FIREFOX);
    }

    CodeMessage message(Administrator to, ContactAddress address, String realmName, String userAgent) {
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

    DeliveryId dispatch(CodeMessage message) {
        var id = new DeliveryId(UUID.randomUUID());
        QuarkusTransaction.requiringNew().run(() -> dispatcher.dispatch(id, message));
        return id;
    }

    void awaitState(DeliveryId id, DeliveryState state) {
        await("delivery " + state)
                .atMost(Duration.ofSeconds(20))
                .until(() -> deliveries.fate(id).state() == state);
    }

    DeliveryId deliver(CodeMessage message) {
        DeliveryId id = dispatch(message);
        awaitState(id, DeliveryState.SENT);
        return id;
    }
}
