package io.gatehouse.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEntry;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.authenticator.TestPasskey.Algorithm;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PasskeysTest {
    private static final String FLOW = "flow";
    private static final String ORIGIN = "https://gatehouse.example";
    private static final String HOST = "gatehouse.example";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fakes fakes = new Fakes();
    private final Passkeys passkeys = fakes.authenticators.passkeys;
    private final Authenticators authenticators = fakes.authenticators.authenticators;
    private final Realm realm = fakes.realm("acme");
    private final Administrator ada = fakes.administrator(realm, "ada@example.com", Role.OPERATOR);
    private final FlowContext context = new FlowContext(realm, ada, Fakes.REQUESTER);

    @ParameterizedTest
    @EnumSource(value = Algorithm.class, names = "ES384", mode = EnumSource.Mode.EXCLUDE)
    void a_passkey_is_created_and_used(Algorithm algorithm) {
        TestPasskey passkey = new TestPasskey(ORIGIN, HOST, algorithm);
        assertThat(register(passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
        Authenticator added = authenticators.listUsable(ada.id()).get(0);
        assertThat(added.kind()).isEqualTo(AuthenticatorKind.PASSKEY);
        assertThat(added.name()).isEqualTo("MacBook");
        assertThat(added.model()).contains("Apple Passwords");
        assertThat(added.synced()).isTrue();
        assertThat(added.lastUsedAt()).isEmpty();

        fakes.clock.advance(Duration.ofDays(1));
        assertThat(use(passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
        assertThat(authenticators.list(ada.id()).get(0).lastUsedAt()).contains(fakes.clock.instant());
        assertThat(fakes.mails.posted()).extracting(DurableMail::kind).containsExactly(MailKind.PASSKEY_ADDED);
    }

    @Test
    void a_passkey_names_its_account_where_no_other_does() {
        TestPasskey passkey = registered();
        assertThat(verify(passkey.get(request(Optional.empty()).challenge()), Optional.empty()))
                .isInstanceOfSatisfying(
                        Passkeys.Result.Accepted.class,
                        accepted -> assertThat(accepted.administrator().id()).isEqualTo(ada.id()));
        passkey.userHandle = null;
        assertRefused(verify(passkey.get(request(Optional.empty()).challenge()), Optional.empty()));
    }

    @Test
    void a_security_key_may_leave_the_account_out_where_the_flow_knows_it() {
        TestPasskey passkey = registered();
        passkey.userHandle = null;
        assertThat(use(passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
        passkey.userHandle = PasskeyOptions.handle(fakes.administrator(realm, "ben@example.com", Role.OPERATOR)
                .id()
                .value());
        assertRefused(use(passkey), PasskeyRefusal.UNKNOWN);
    }

    @Test
    void the_options_demand_a_discoverable_passkey_with_user_verification_and_no_attestation()
            throws JsonProcessingException {
        TestPasskey known = registered();
        JsonNode options =
                JSON.valueToTree(passkeys.creationOptions(context, FLOW).orElseThrow());
        assertThat(options.at("/rp/id").textValue()).isEqualTo(HOST);
        assertThat(options.at("/user/id").textValue())
                .isEqualTo(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(PasskeyOptions.handle(ada.id().value())));
        assertThat(Base64.getUrlDecoder().decode(options.get("challenge").textValue()))
                .hasSize(32);
        assertThat(options.get("pubKeyCredParams").findValues("alg"))
                .extracting(JsonNode::intValue)
                .containsExactly(-7, -8, -257);
        assertThat(options.at("/authenticatorSelection/residentKey").textValue())
                .isEqualTo("required");
        assertThat(options.at("/authenticatorSelection/requireResidentKey").booleanValue())
                .isTrue();
        assertThat(options.at("/authenticatorSelection/userVerification").textValue())
                .isEqualTo("required");
        assertThat(options.get("attestation").textValue()).isEqualTo("none");
        assertThat(options.at("/excludeCredentials/0/id").textValue())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(known.credentialId));
        assertThat(JSON.writeValueAsString(options.at("/excludeCredentials/0/transports")))
                .isEqualTo("[\"hybrid\",\"internal\"]");

        JsonNode request = JSON.valueToTree(request(Optional.of(ada.id())));
        assertThat(request.get("rpId").textValue()).isEqualTo(HOST);
        assertThat(request.get("userVerification").textValue()).isEqualTo("required");
        assertThat(request.get("allowCredentials")).hasSize(1);
        assertThat(request(Optional.empty()).allowCredentials()).isEmpty();
    }

    static Stream<Arguments> deviations() {
        return Stream.of(
                deviation(PasskeyRefusal.ORIGIN, passkey -> passkey.origin = "https://gatehouse.example.evil.example"),
                deviation(PasskeyRefusal.ORIGIN, passkey -> passkey.origin = "http://gatehouse.example"),
                deviation(PasskeyRefusal.ORIGIN, passkey -> passkey.origin = "https://gatehouse.example:8443"),
                deviation(PasskeyRefusal.ORIGIN, passkey -> passkey.origin = "https://sub.gatehouse.example"),
                deviation(PasskeyRefusal.RP_ID, passkey -> passkey.rpId = "example"),
                deviation(PasskeyRefusal.USER_NOT_VERIFIED, passkey -> passkey.userVerified = false),
                deviation(PasskeyRefusal.OTHER, passkey -> passkey.userPresent = false),
                deviation(PasskeyRefusal.TYPE, passkey -> {
                    passkey.createType = "webauthn.get";
                    passkey.getType = "webauthn.create";
                }));
    }

    private static Arguments deviation(PasskeyRefusal refusal, Consumer<TestPasskey> deviation) {
        return Arguments.of(refusal, deviation);
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("deviations")
    void a_deviation_is_refused_when_a_passkey_is_created(PasskeyRefusal refusal, Consumer<TestPasskey> deviation) {
        TestPasskey passkey = passkey();
        deviation.accept(passkey);
        assertRefused(register(passkey), refusal);
        assertThat(authenticators.list(ada.id())).isEmpty();
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("deviations")
    void a_deviation_is_refused_when_a_passkey_is_used(PasskeyRefusal refusal, Consumer<TestPasskey> deviation) {
        TestPasskey passkey = registered();
        deviation.accept(passkey);
        assertRefused(use(passkey), refusal);
        assertThat(authenticators.list(ada.id()).get(0).lastUsedAt()).isEmpty();
    }

    @Test
    void an_algorithm_that_was_not_offered_is_refused() {
        assertRefused(register(new TestPasskey(ORIGIN, HOST, Algorithm.ES384)), PasskeyRefusal.ALGORITHM);
    }

    @Test
    void a_wrong_signature_is_refused() {
        TestPasskey passkey = registered();
        passkey.brokenSignature = true;
        assertRefused(use(passkey), PasskeyRefusal.SIGNATURE);
    }

    @Test
    void another_key_with_the_id_of_a_passkey_is_refused() {
        TestPasskey passkey = registered();
        TestPasskey copy = passkey();
        copy.credentialId = passkey.credentialId;
        copy.userHandle = passkey.userHandle;
        assertRefused(use(copy), PasskeyRefusal.SIGNATURE);
    }

    @Test
    void another_challenge_is_refused() {
        TestPasskey passkey = registered();
        String earlier = request(Optional.of(ada.id())).challenge();
        request(Optional.of(ada.id()));
        assertRefused(verify(passkey.get(earlier), Optional.of(ada.id())), PasskeyRefusal.CHALLENGE);

        String created = create().challenge();
        create();
        assertRefused(
                passkeys.register(context, FLOW, Optional.empty(), passkey().create(created, "")),
                PasskeyRefusal.CHALLENGE);
    }

    @Test
    void an_answer_is_accepted_once() {
        TestPasskey passkey = registered();
        String answer = passkey.get(request(Optional.of(ada.id())).challenge());
        assertThat(verify(answer, Optional.of(ada.id()))).isInstanceOf(Passkeys.Result.Accepted.class);
        assertExpired(verify(answer, Optional.of(ada.id())));

        PasskeyOptions.Creation options = create();
        String created = passkey().create(options.challenge(), options.user().id());
        assertThat(passkeys.register(context, FLOW, Optional.empty(), created))
                .isInstanceOf(Passkeys.Result.Accepted.class);
        assertExpired(passkeys.register(context, FLOW, Optional.empty(), created));
    }

    @Test
    void a_wrong_answer_uses_the_challenge_up_too() {
        TestPasskey passkey = registered();
        String challenge = request(Optional.of(ada.id())).challenge();
        assertRefused(verify("{}", Optional.of(ada.id())), PasskeyRefusal.MALFORMED);
        assertExpired(verify(passkey.get(challenge), Optional.of(ada.id())));
    }

    @Test
    void a_challenge_expires_and_belongs_to_its_flow_and_ceremony() {
        TestPasskey passkey = registered();
        String answer = passkey.get(request(Optional.of(ada.id())).challenge());
        assertExpired(passkeys.verify(realm, Fakes.REQUESTER, "another", Optional.of(ada.id()), answer));
        assertExpired(passkeys.register(context, FLOW, Optional.empty(), answer));
        fakes.clock.advance(PasskeyOptions.TIMEOUT);
        assertExpired(verify(answer, Optional.of(ada.id())));

        PasskeyOptions.Creation options = create();
        String created = passkey().create(options.challenge(), options.user().id());
        fakes.clock.advance(PasskeyOptions.TIMEOUT);
        assertExpired(passkeys.register(context, FLOW, Optional.empty(), created));
    }

    @Test
    void a_challenge_for_one_account_is_none_for_another_or_for_any() {
        TestPasskey passkey = registered();
        Administrator ben = fakes.administrator(realm, "ben@example.com", Role.OPERATOR);
        assertExpired(verify(passkey.get(request(Optional.of(ben.id())).challenge()), Optional.of(ada.id())));
        assertExpired(verify(passkey.get(request(Optional.of(ada.id())).challenge()), Optional.empty()));
        assertExpired(verify(passkey.get(request(Optional.empty()).challenge()), Optional.of(ada.id())));
        PasskeyOptions.Creation options = create();
        assertExpired(passkeys.register(
                new FlowContext(realm, ben, Fakes.REQUESTER),
                FLOW,
                Optional.empty(),
                passkey().create(options.challenge(), options.user().id())));
    }

    @Test
    void the_passkey_of_another_account_is_refused() {
        TestPasskey passkey = registered();
        Administrator ben = fakes.administrator(realm, "ben@example.com", Role.OPERATOR);
        String answer = passkey.get(request(Optional.of(ben.id())).challenge());
        assertRefused(verify(answer, Optional.of(ben.id())), PasskeyRefusal.UNKNOWN);
        assertThat(fakes.audit.entries().get(fakes.audit.entries().size() - 1).subject())
                .contains(ben.id());
    }

    @Test
    void the_passkey_of_another_realm_is_refused() {
        TestPasskey passkey = registered();
        Realm other = fakes.realm("other");
        String answer = passkey.get(
                passkeys.requestOptions(other, FLOW, Optional.empty()).challenge());
        assertRefused(passkeys.verify(other, Fakes.REQUESTER, FLOW, Optional.empty(), answer));
    }

    @Test
    void a_passkey_that_the_realm_has_is_not_added_again() {
        TestPasskey passkey = registered();
        assertRefused(register(passkey), PasskeyRefusal.REGISTERED);
        FlowContext ben =
                new FlowContext(realm, fakes.administrator(realm, "ben@example.com", Role.OPERATOR), Fakes.REQUESTER);
        assertRefused(register(ben, passkey), PasskeyRefusal.REGISTERED);
        Realm other = fakes.realm("other");
        FlowContext elsewhere =
                new FlowContext(other, fakes.administrator(other, "ada@example.com", Role.OPERATOR), Fakes.REQUESTER);
        assertThat(register(elsewhere, passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
    }

    @Test
    void a_signature_counter_may_not_go_back_or_stand_still() {
        TestPasskey passkey = passkey();
        passkey.synced = false;
        passkey.counter = 7;
        register(passkey);
        passkey.counter = 8;
        assertThat(use(passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
        assertRefused(use(passkey), PasskeyRefusal.COUNTER);
        passkey.counter = 3;
        assertRefused(use(passkey), PasskeyRefusal.COUNTER);
        passkey.counter = 0;
        assertRefused(use(passkey), PasskeyRefusal.COUNTER);
        passkey.counter = 9;
        assertThat(use(passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
    }

    @Test
    void a_suspended_passkey_is_refused_until_it_is_lifted() {
        TestPasskey passkey = registered();
        assertThat(authenticators.suspendRecent(ada.id())).isEqualTo(1);
        assertRefused(use(passkey), PasskeyRefusal.SUSPENDED);
        assertThat(request(Optional.of(ada.id())).allowCredentials()).isEmpty();
        assertThat(authenticators.lift(ada.id())).isEqualTo(1);
        assertThat(use(passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
    }

    @Test
    void an_account_has_at_most_ten() {
        for (int i = 0; i < Passkeys.MAX - 1; i++) {
            registered();
        }
        PasskeyOptions.Creation options = create();
        PasskeyOptions.Creation parallel =
                passkeys.creationOptions(context, "another").orElseThrow();
        TestPasskey last = passkey();
        passkeys.register(
                context,
                FLOW,
                Optional.empty(),
                last.create(options.challenge(), options.user().id()));
        assertThat(passkeys.creationOptions(context, FLOW)).isEmpty();
        TestPasskey beyond = passkey();
        Passkeys.Result result = passkeys.register(
                context,
                "another",
                Optional.empty(),
                beyond.create(parallel.challenge(), parallel.user().id()));
        assertThat(result).isEqualTo(new Passkeys.Result.Refused(Refusal.of(Reason.TOO_MANY_PASSKEYS)));
        assertThat(authenticators.list(ada.id())).hasSize(Passkeys.MAX);
        authenticators.suspendRecent(ada.id());
        assertThat(passkeys.creationOptions(context, FLOW)).isPresent();
    }

    @Test
    void a_passkey_of_another_host_is_listed_but_not_usable() {
        registered();
        fakes.authenticators.moveToOtherHost();
        assertThat(authenticators.list(ada.id())).singleElement().satisfies(one -> {
            assertThat(one.otherHost()).isTrue();
            assertThat(one.usable()).isFalse();
        });
        assertThat(authenticators.listUsable(ada.id())).isEmpty();
    }

    @Test
    void a_passkey_without_a_name_has_that_of_its_model() {
        TestPasskey known = passkey();
        known.aaguid = UUID.fromString("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4");
        register(context, known, Optional.empty());
        TestPasskey unknown = passkey();
        unknown.aaguid = new UUID(0, 0);
        register(context, unknown, Optional.empty());
        assertThat(authenticators.list(ada.id()))
                .extracting(Authenticator::name)
                .containsExactly("Google Password Manager", "Passkey");
    }

    @Test
    void a_passkey_is_renamed_and_removed_by_its_owner_alone() {
        TestPasskey passkey = registered();
        Authenticator added = authenticators.list(ada.id()).get(0);
        FlowContext ben =
                new FlowContext(realm, fakes.administrator(realm, "ben@example.com", Role.OPERATOR), Fakes.REQUESTER);
        assertThat(passkeys.rename(ben, added.id(), "Mine")).isEmpty();
        assertThat(passkeys.remove(ben, added.id())).isFalse();

        assertThat(passkeys.rename(context, added.id(), "Work"))
                .map(Authenticator::name)
                .contains("Work");
        assertThat(fakes.audit.details(AuditEventType.AUTHENTICATOR_RENAMED))
                .contains(Map.of("authenticator", "PASSKEY", "name", "Work", "before", "MacBook"));
        assertThat(passkeys.remove(context, added.id())).isTrue();
        assertThat(passkeys.remove(context, added.id())).isFalse();
        assertRefused(use(passkey), PasskeyRefusal.UNKNOWN);
        assertThat(fakes.mails.posted(MailKind.PASSKEY_REMOVED))
                .singleElement()
                .satisfies(mail -> assertThat(mail.details()).containsEntry("about", "Work"));
    }

    /** Whatever a browser sends, there is an answer. */
    @Test
    void malformed_credentials_are_refused() {
        TestPasskey passkey = registered();
        for (UnaryOperator<String> broken : malformed()) {
            assertRefused(verify(broken.apply(answer(passkey)), Optional.of(ada.id())));
            PasskeyOptions.Creation options = create();
            String created =
                    passkey().create(options.challenge(), options.user().id());
            assertRefused(passkeys.register(context, FLOW, Optional.empty(), broken.apply(created)));
        }
    }

    @Test
    void no_changed_byte_of_an_answer_is_accepted_or_ends_in_a_fault() {
        TestPasskey passkey = registered();
        var random = new Random(19);
        for (int i = 0; i < 500; i++) {
            assertRefused(verify(changeByte(answer(passkey), random), Optional.of(ada.id())));
        }
        // Without attestation, nothing signs what is created.
        for (int i = 0; i < 500; i++) {
            PasskeyOptions.Creation options = create();
            TestPasskey changed = passkey();
            String created = changed.create(options.challenge(), options.user().id());
            assertThat(passkeys.register(context, FLOW, Optional.empty(), changeByte(created, random)))
                    .isNotNull();
            assertThat(use(changed)).isNotNull();
            authenticators.deleteAll(ada.id());
        }
    }

    private static List<UnaryOperator<String>> malformed() {
        List<UnaryOperator<String>> malformed = new ArrayList<>();
        for (String text : List.of(
                "",
                "null",
                "0",
                "[]",
                "{}",
                "\"\"",
                "{",
                "{\"response\":{}}",
                "{\"response\":[]}",
                "{\"id\":{},\"response\":1}",
                "[".repeat(5_000),
                "{\"response\":".repeat(5_000))) {
            malformed.add(right -> text);
        }
        String tooLong = "\"" + "A".repeat(60_000) + "\"";
        for (String value : List.of("null", "0", "[]", "{}", "\"\"", "\"*\"", "\"AA\"", "true", tooLong)) {
            malformed.add(right -> change(right, answer -> answer.set("response", JSON.readTree(value))));
            malformed.add(right ->
                    change(right, answer -> response(answer).set("clientDataJSON", JSON.readTree(value))));
            malformed.add(right -> change(right, answer -> response(answer).set(signed(answer), JSON.readTree(value))));
        }
        // Deep, endless and over-long CBOR, and an attestation object without the credential.
        for (String cbor : List.of(
                "81".repeat(20_000),
                "9f".repeat(20_000),
                "bf",
                "9bffffffffffffffff",
                "5bffffffffffffffff",
                "ff",
                "a363666d74646e6f6e656761747453746d74a068617574684461746140")) {
            String value = Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(cbor));
            malformed.add(right -> change(right, answer -> response(answer).put(signed(answer), value)));
        }
        return malformed;
    }

    private interface Change {
        void to(ObjectNode answer) throws JsonProcessingException;
    }

    private static String change(String right, Change change) {
        try {
            ObjectNode answer = (ObjectNode) JSON.readTree(right);
            change.to(answer);
            return answer.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode response(ObjectNode answer) {
        return (ObjectNode) answer.get("response");
    }

    /** Returns the name of the field with the authenticator's data. */
    private static String signed(ObjectNode answer) {
        return answer.get("response").has("attestationObject") ? "attestationObject" : "authenticatorData";
    }

    private static String changeByte(String right, Random random) {
        return change(right, answer -> {
            ObjectNode response = response(answer);
            List<String> names = Stream.of("clientDataJSON", "attestationObject", "authenticatorData", "signature")
                    .filter(response::has)
                    .toList();
            String name = names.get(random.nextInt(names.size()));
            byte[] bytes = Base64.getUrlDecoder().decode(response.get(name).textValue());
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            response.put(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        });
    }

    private String answer(TestPasskey passkey) {
        return passkey.get(request(Optional.of(ada.id())).challenge());
    }

    private TestPasskey passkey() {
        return new TestPasskey(ORIGIN, HOST, Algorithm.ES256);
    }

    private TestPasskey registered() {
        TestPasskey passkey = passkey();
        assertThat(register(passkey)).isInstanceOf(Passkeys.Result.Accepted.class);
        return passkey;
    }

    private PasskeyOptions.Creation create() {
        return passkeys.creationOptions(context, FLOW).orElseThrow();
    }

    private Passkeys.Result register(TestPasskey passkey) {
        return register(context, passkey);
    }

    private Passkeys.Result register(FlowContext owner, TestPasskey passkey) {
        return register(owner, passkey, Optional.of("MacBook"));
    }

    private Passkeys.Result register(FlowContext owner, TestPasskey passkey, Optional<String> name) {
        PasskeyOptions.Creation options = passkeys.creationOptions(owner, FLOW).orElseThrow();
        return passkeys.register(
                owner,
                FLOW,
                name,
                passkey.create(options.challenge(), options.user().id()));
    }

    private PasskeyOptions.Request request(Optional<AdministratorId> administrator) {
        return passkeys.requestOptions(realm, FLOW, administrator);
    }

    private Passkeys.Result use(TestPasskey passkey) {
        return verify(answer(passkey), Optional.of(ada.id()));
    }

    private Passkeys.Result verify(String answer, Optional<AdministratorId> administrator) {
        return passkeys.verify(realm, Fakes.REQUESTER, FLOW, administrator, answer);
    }

    private void assertRefused(Passkeys.Result result, PasskeyRefusal refusal) {
        assertRefused(result);
        AuditEntry last = fakes.audit.entries().get(fakes.audit.entries().size() - 1);
        assertThat(last.is(AuditEventType.AUTHENTICATOR_REFUSED)).isTrue();
        assertThat(last.details()).isEqualTo(Map.of("authenticator", "PASSKEY", "reason", refusal.name()));
    }

    private static void assertRefused(Passkeys.Result result) {
        assertThat(result).isEqualTo(new Passkeys.Result.Refused(Refusal.of(Reason.PASSKEY_REFUSED)));
    }

    private static void assertExpired(Passkeys.Result result) {
        assertThat(result).isEqualTo(new Passkeys.Result.Refused(Refusal.of(Reason.CODE_EXPIRED)));
    }
}
