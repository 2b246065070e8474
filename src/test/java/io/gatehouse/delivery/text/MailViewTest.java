package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.Fakes;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailViewTest {
    @Test
    void twenty_names_and_the_number_of_further_ones_fit() {
        String name = "@".repeat(40) + " (a•••@" + "x".repeat(34) + "…), ";
        assertThat(view(Map.of("accessGiven", name.repeat(20) + "… (+4)")).accessGiven())
                .endsWith("(+4)");
    }

    private static MailView view(Map<String, String> details) {
        return MailView.of(
                new DurableMail(
                        MailKind.NOT_ME,
                        new RealmId(UUID.randomUUID()),
                        new AdministratorId(UUID.randomUUID()),
                        new EmailAddress("root@example.com"),
                        "Example",
                        Locale.ENGLISH,
                        details,
                        Fakes.REQUESTER,
                        Instant.EPOCH),
                Locale.ENGLISH,
                Optional.empty());
    }
}
