package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.otp.CodeRequest.CodePolicy;
import io.gatehouse.otp.CodeStore.EnteredCode;
import io.gatehouse.otp.CodeStore.IssueResult;
import io.gatehouse.otp.CodeStore.NewCode;
import io.gatehouse.otp.CodeStore.OneTimeCode;
import io.gatehouse.otp.CodeStore.VerifyResult;
import io.gatehouse.testing.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of every {@link CodeStore}. */
abstract class CodeStoreContract {
    static final CodePolicy POLICY = new CodePolicy(6, Duration.ofMinutes(5), Duration.ofMinutes(1), 5);
    static final Duration FLOW = Duration.ofMinutes(15);
    private static final String RIGHT = "right-mac";
    private static final String WRONG = "wrong-mac";

    final String flow = new Randomness().secret();

    /** Returns the store under test. */
    abstract CodeStore store();

    /** Returns the time of the store's clock. */
    abstract Instant now();

    /** Advances the store's clock. */
    abstract void pass(Duration duration);

    @Test
    void returns_the_current_code_without_its_secret() {
        NewCode fresh = code(RIGHT);
        Instant before = now().truncatedTo(ChronoUnit.MILLIS);

        OneTimeCode issued = issued(store().issue(flow, fresh, POLICY, false, FLOW));

        assertThat(issued.tag()).isEqualTo(fresh.tag());
        assertThat(issued.delivery()).isEqualTo(fresh.delivery());
        assertThat(issued.length()).isEqualTo(6);
        assertThat(issued.attemptsLeft()).isEqualTo(5);
        assertThat(issued.expiresAt()).isBetween(before.plus(POLICY.lifetime()), now().plus(POLICY.lifetime()));
        assertThat(issued.resendAt()).isBetween(before.plus(POLICY.resendAfter()), now().plus(POLICY.resendAfter()));
        assertThat(store().current(flow)).hasValueSatisfying(current -> {
            assertThat(current.tag()).isEqualTo(issued.tag());
            assertThat(current.delivery()).isEqualTo(issued.delivery());
            assertThat(current.length()).isEqualTo(issued.length());
            assertThat(current.attemptsLeft()).isEqualTo(issued.attemptsLeft());
            assertThat(current.expiresAt()).isEqualTo(issued.expiresAt().truncatedTo(ChronoUnit.MILLIS));
            assertThat(current.resendAt()).isEqualTo(issued.resendAt().truncatedTo(ChronoUnit.MILLIS));
        });
    }

    @Test
    void knows_nothing_of_a_flow_without_a_code() {
        assertThat(store().current(flow)).isEmpty();
        assertThat(verify(RIGHT)).isEqualTo(Optional.of(Reason.FLOW_EXPIRED));
    }

    @Test
    void consumes_a_right_code() {
        issue(RIGHT);
        assertThat(verify(RIGHT)).isEmpty();
        assertThat(verify(RIGHT)).hasValue(Reason.FLOW_EXPIRED);
        assertThat(store().current(flow)).isEmpty();
    }

    @Test
    void lets_one_of_fifty_parallel_right_codes_win() {
        issue(RIGHT);
        List<Optional<Reason>> answers = Parallel.times(50, () -> verify(RIGHT));
        assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(answers).filteredOn(Optional::isPresent).containsOnly(Optional.of(Reason.FLOW_EXPIRED));
    }

    @Test
    void evaluates_five_of_fifty_parallel_wrong_codes() {
        issue(RIGHT);
        List<Optional<Reason>> answers = Parallel.times(50, () -> verify(WRONG));
        assertThat(answers).filteredOn(Optional.of(Reason.INVALID_CODE)::equals).hasSize(5);
        assertThat(answers).filteredOn(Optional.of(Reason.CODE_USED_UP)::equals).hasSize(45);
    }

    @Test
    void compares_the_whole_code() {
        for (String odd : new String[] {"", "r", "right-ma", "right-mac ", "Right-mac", "right-mad"}) {
            store().issue(
                            flow,
                            code(RIGHT),
                            new CodePolicy(6, POLICY.lifetime(), POLICY.resendAfter(), 100),
                            true,
                            FLOW);
            assertThat(verify(odd)).as(odd).hasValue(Reason.INVALID_CODE);
        }
    }

    @Test
    void counts_down_and_refuses_a_right_code_once_attempts_are_used_up() {
        issue(RIGHT);
        for (int left = 4; left >= 0; left--) {
            assertThat(verify(flow, WRONG)).hasValue(Refusal.wrongCode(left));
        }
        assertThat(verify(RIGHT)).hasValue(Reason.CODE_USED_UP);
    }

    @Test
    void shares_the_attempts_among_all_codes_of_a_flow() {
        issue("first");
        verify(WRONG);
        verify(WRONG);
        pass(POLICY.resendAfter());
        assertThat(issued(store().issue(flow, code(RIGHT), POLICY, false, FLOW)).attemptsLeft())
                .isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(verify("first")).as("the older code is replaced").hasValue(Reason.INVALID_CODE);
        }
        pass(POLICY.resendAfter());
        assertThat(refused(store().issue(flow, code("third"), POLICY, false, FLOW)))
                .isEqualTo(Refusal.of(Reason.CODE_USED_UP));
        assertThat(refused(store().issue(flow, code("third"), POLICY, true, FLOW)))
                .isEqualTo(Refusal.of(Reason.CODE_USED_UP));
        assertThat(verify(RIGHT)).hasValue(Reason.CODE_USED_UP);
    }

    @Test
    void shares_the_attempts_with_substitutes_for_a_code() {
        issue(RIGHT);
        for (int left = 4; left >= 0; left--) {
            assertThat(store().consumeAttempt(flow, FLOW)).hasValue(left);
        }
        assertThat(store().consumeAttempt(flow, FLOW)).isEmpty();
        assertThat(verify(RIGHT)).hasValue(Reason.CODE_USED_UP);
    }

    @Test
    void counts_attempts_of_a_flow_without_a_code() {
        assertThat(store().consumeAttempt(flow, FLOW)).hasValue(4);
        assertThat(issued(store().issue(flow, code(RIGHT), POLICY, false, FLOW)).attemptsLeft())
                .isEqualTo(4);
    }

    @Test
    void recognises_a_code_that_another_has_replaced_as_a_wrong_one() {
        for (String tag : new String[] {"ABC", "DEF", "KTR"}) {
            issued(store().issue(flow, code("mac of " + tag, tag), POLICY, true, FLOW));
        }
        assertThat(verify(flow, "mac of ABC")).hasValue(Refusal.replacedCode(4, "ABC", "KTR"));
        assertThat(verify(flow, "mac of DEF")).hasValue(Refusal.replacedCode(3, "DEF", "KTR"));
        assertThat(verify(flow, "mac of GHI")).hasValue(Refusal.wrongCode(2));
        assertThat(verify("mac of KTR")).isEmpty();
    }

    @Test
    void returns_the_delivery_of_the_right_code() {
        NewCode right = code(RIGHT);
        issued(store().issue(flow, right, POLICY, false, FLOW));
        assertThat(store().verify(flow, new EnteredCode(RIGHT, replacedCodeMac(RIGHT))))
                .isEqualTo(new VerifyResult.Verified(right.delivery()));
    }

    @Test
    void waits_between_two_codes_and_says_until_when() {
        Instant resendAt = issued(store().issue(flow, code(RIGHT), POLICY, false, FLOW))
                .resendAt()
                .truncatedTo(ChronoUnit.MILLIS);
        assertThat(refused(store().issue(flow, code("second"), POLICY, false, FLOW)))
                .isEqualTo(Refusal.until(Reason.RESEND_TOO_SOON, resendAt));
        assertThat(verify(RIGHT)).as("the first is still valid").isEmpty();
    }

    @Test
    void waives_the_wait_only_for_a_corrected_number() {
        issue("first");
        issued(store().issue(flow, code(RIGHT), POLICY, true, FLOW));
        assertThat(refused(store().issue(flow, code("third"), POLICY, false, FLOW))
                        .reason())
                .isEqualTo(Reason.RESEND_TOO_SOON);
        assertThat(verify("first")).hasValue(Reason.INVALID_CODE);
        assertThat(verify(RIGHT)).isEmpty();
    }

    @Test
    void neither_compares_nor_counts_an_expired_code() {
        issue(RIGHT);
        pass(POLICY.lifetime());
        for (int i = 0; i < 10; i++) {
            assertThat(verify(RIGHT)).hasValue(Reason.CODE_EXPIRED);
            assertThat(verify(WRONG)).hasValue(Reason.CODE_EXPIRED);
        }
        assertThat(issued(store().issue(flow, code("second"), POLICY, false, FLOW))
                        .attemptsLeft())
                .isEqualTo(5);
        assertThat(verify("second")).isEmpty();
    }

    @Test
    void keeps_flows_apart() {
        issue(RIGHT);
        String other = new Randomness().secret();
        assertThat(verify(other, RIGHT).map(Refusal::reason)).hasValue(Reason.FLOW_EXPIRED);
        store().issue(other, code("other"), POLICY, false, FLOW);
        assertThat(verify(other, RIGHT)).hasValue(Refusal.wrongCode(4));
        assertThat(store().current(flow).orElseThrow().attemptsLeft()).isEqualTo(5);
        assertThat(verify(RIGHT)).isEmpty();
    }

    void issue(String mac) {
        issued(store().issue(flow, code(mac), POLICY, false, FLOW));
    }

    Optional<Reason> verify(String mac) {
        return verify(flow, mac).map(Refusal::reason);
    }

    private Optional<Refusal> verify(String inFlow, String mac) {
        return store().verify(inFlow, new EnteredCode(mac, replacedCodeMac(mac)))
                .fold(delivery -> Optional.empty(), Optional::of);
    }

    static NewCode code(String mac) {
        return code(mac, "KTR");
    }

    private static NewCode code(String mac, String tag) {
        return new NewCode(mac, replacedCodeMac(mac), tag, new DeliveryId(UUID.randomUUID()));
    }

    private static String replacedCodeMac(String mac) {
        return "replaced-code mac of " + mac;
    }

    static OneTimeCode issued(IssueResult issuing) {
        assertThat(issuing).isInstanceOf(IssueResult.Issued.class);
        return ((IssueResult.Issued) issuing).code();
    }

    static Refusal refused(IssueResult issuing) {
        assertThat(issuing).isInstanceOf(IssueResult.Refused.class);
        return ((IssueResult.Refused) issuing).refusal();
    }
}
