package io.gatehouse.faults;

import static io.gatehouse.testing.SignInClient.codeIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits on text messages over two instances. */
@GatehouseTest
class TextLimitsIT {
    private final Instance one = TwoInstanceCluster.shared().one();
    private final Instance other = TwoInstanceCluster.shared().other();

    @Inject
    TestRealms town;

    @Test
    void of_50_parallel_text_messages_over_both_those_go_out_that_the_day_allows() {
        Realm realm = town.realm(settings -> choosing(TestRealms.smsADay(settings, 10)));
        List<Administrator> operators =
                Stream.generate(() -> town.enrolled(realm)).limit(50).toList();
        assertThat(textsSent(realm, operators)).as("four fifths").isEqualTo(8);
        List<Administrator> system = Stream.generate(() -> town.enrolled(realm, Role.SYSTEM_ADMINISTRATOR))
                .limit(10)
                .toList();
        assertThat(textsSent(realm, system)).as("the rest").isEqualTo(2);
    }

    @Test
    void of_parallel_text_messages_of_an_account_over_both_its_share_goes_out_once_half_is_spent() {
        Realm realm = town.realm(settings -> choosing(TestRealms.smsADay(settings, 10)));
        List<Administrator> others =
                Stream.generate(() -> town.enrolled(realm)).limit(5).toList();
        assertThat(textsSent(realm, others)).isEqualTo(5);
        assertThat(textsSent(realm, Collections.nCopies(8, town.enrolled(realm))))
                .isEqualTo(2);
    }

    /** Asks for a text message in a sign-in of each, all at the same time, and returns how many were sent. */
    private int textsSent(Realm realm, List<Administrator> people) {
        List<String> ids =
                people.stream().map(person -> one.signIn(realm).begin(person)).toList();
        List<Response> answers = Parallel.each(ids, id -> askForText(realm, ids, id));
        // On a busy machine some wait too long for their turn, and ask again.
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            int status = answers.get(i).statusCode();
            statuses.add(status == 503 ? askForText(realm, ids, ids.get(i)).statusCode() : status);
        }
        assertThat(statuses).isSubsetOf(200, 429);
        return Collections.frequency(statuses, 200);
    }

    private Response askForText(Realm realm, List<String> ids, String id) {
        Instance instance = ids.indexOf(id) % 2 == 0 ? one : other;
        return instance.signIn(realm).code(id, "sms");
    }

    @Test
    void of_parallel_right_codes_over_both_three_accounts_prove_a_number() {
        Realm realm = town.realm(MfaMethod.SMS);
        MobileNumber number = town.number();
        town.setProvenPhone(town.administrator(realm), number);
        town.setProvenPhone(town.administrator(realm), number);
        List<String> ids = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String id = one.signIn(realm).begin(town.administrator(realm));
            one.signIn(realm).phone(id, number.value()).then().statusCode(200);
            ids.add(id);
            codes.add(codeIn(TestSms.latestTo(number.value(), i + 1)));
        }
        List<Integer> statuses = Parallel.each(
                IntStream.range(0, ids.size()).boxed().toList(),
                i -> (i % 2 == 0 ? one : other)
                        .signIn(realm)
                        .verify(ids.get(i), codes.get(i))
                        .statusCode());
        assertThat(statuses).containsOnly(200, 422);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    }

    private static RealmSettings choosing(RealmSettings settings) {
        return settings.with(settings.mfa().enabledWith(MfaMethod.SMS_OR_EMAIL));
    }
}
