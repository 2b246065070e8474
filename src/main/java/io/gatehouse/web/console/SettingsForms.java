package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.AuthenticationInterval;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.SettingsRule;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows the form of the settings, with the proof they wait for. */
@ApplicationScoped
class SettingsForms {
    private static final List<String> LOCALES = List.of("en", "de", "fr", "es", "ja");

    private final SettingsChanges changes;
    private final ChannelTests tests;
    private final MfaReadinessReport readiness;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    SettingsForms(
            SettingsChanges changes,
            ChannelTests tests,
            MfaReadinessReport readiness,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.changes = changes;
        this.tests = tests;
        this.readiness = readiness;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    /** One of several things to choose. */
    record Choice(String value, String name, String hint, boolean chosen) {}

    /**
     * Which codes have yet to arrive before the settings can hold.
     *
     * @param sent what is said of the code that is out; empty if none is
     */
    record Proof(boolean sms, boolean email, boolean noNumber, String sent) {}

    /**
     * What the form shows.
     *
     * @param proof null if none is needed
     */
    record View(
            SettingsEntry entry,
            List<Choice> methods,
            List<Choice> intervals,
            List<Choice> locales,
            Proof proof,
            List<SettingsFormatter.Difference> differences,
            String notice,
            FormErrors errors) {}

    Response fresh(SignedIn person) {
        return show(200, person, SettingsEntry.of(person.realm()), FormErrors.NONE, "");
    }

    Response show(int status, SignedIn person, SettingsEntry entry, FormErrors errors, String notice) {
        return show(status, person, entry, errors, notice, List.of());
    }

    Response show(
            int status,
            SignedIn person,
            SettingsEntry entry,
            FormErrors errors,
            String notice,
            List<SettingsFormatter.Difference> differences) {
        PageLayout layout = pages.layout(person);
        return pages.show(status, layout, Templates.form(layout, view(person, entry, errors, notice, differences)));
    }

    /** The form again, with a code that was refused, or not sent. */
    Response refused(SignedIn person, SettingsEntry entry, String field, Refusal refusal) {
        Problem problem = problems.of(refusal);
        SettingsMessages messages = messages(person);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        String message = switch (refusal.reason()) {
            case INVALID_CODE -> messages.codeWrong(problem.attemptsLeft().orElse(0));
            case CODE_EXPIRED, FLOW_EXPIRED, STEP_NOT_ALLOWED -> messages.codeExpired();
            case CODE_USED_UP -> messages.codeUsedUp();
            case CHANNEL_NOT_ALLOWED -> messages.noNumber();
            default -> messages.tooSoon(wait);
        };
        PageLayout layout = pages.layout(person);
        View view = view(person, entry, FormErrors.at(field, message), "", List.of());
        return pages.refuse(problem, layout, Templates.form(layout, view));
    }

    SettingsMessages messages(SignedIn person) {
        return pages.messages(SettingsMessages.class, person.realm());
    }

    SettingsFormatter words(SignedIn person) {
        return SettingsFormatter.of(pages, person);
    }

    /** The input of the form that a rule is about. */
    static String field(SettingsRule rule) {
        return switch (rule) {
            case DISPLAY_NAME -> "displayName";
            case LOCALE -> "locale";
            case ACCENT_COLOR -> "accentColor";
            case CODE_LENGTH -> "codeLength";
            case CODE_LIFETIME -> "codeLifetime";
            case RESEND_AFTER -> "resendAfter";
            case PASSWORD_LENGTH -> "minLength";
            case SESSION_IDLE -> "idle";
            case SESSION_ABSOLUTE -> "absolute";
            case ACCESS_TOKEN -> "accessToken";
            case COUNTRIES -> "countries";
            case DAILY_LIMIT -> "dailyLimit";
            case AUDIENCE -> "audience";
            case ALLOWED_ORIGINS -> "origins";
        };
    }

    private View view(
            SignedIn person,
            SettingsEntry entry,
            FormErrors errors,
            String notice,
            List<SettingsFormatter.Difference> differences) {
        SettingsFormatter words = words(person);
        MfaReadinessReport.Count count = readiness.count(person.realm().id());
        return new View(
                entry,
                Arrays.stream(MfaMethod.values())
                        .map(method -> new Choice(
                                method.name(),
                                words.settings().method(method),
                                words.readiness(method, count),
                                method.name().equals(entry.method)))
                        .toList(),
                Arrays.stream(AuthenticationInterval.values())
                        .map(interval -> new Choice(
                                interval.name(),
                                words.settings().interval(interval),
                                "",
                                interval.name().equals(entry.interval)))
                        .toList(),
                LOCALES.stream()
                        .map(tag -> new Choice(tag, words.language(tag), "", tag.equals(entry.locale)))
                        .toList(),
                proof(person, entry, words.settings()),
                differences,
                notice,
                errors);
    }

    private Proof proof(SignedIn person, SettingsEntry entry, SettingsMessages messages) {
        Set<Channel> missing =
                changes.unproven(person.realm().id(), person.session().id(), entry.toSettings());
        if (missing.isEmpty()) {
            return null;
        }
        Optional<SentCode> sent = tests.current(
                person.realm(), person.session().id(), person.administrator().id(), request.requester());
        boolean noNumber =
                missing.contains(Channel.SMS) && person.administrator().phone().isEmpty();
        return new Proof(
                missing.contains(Channel.SMS),
                missing.contains(Channel.EMAIL),
                noNumber,
                sent.map(code -> messages.codeSent(
                                code.destination().hint(), code.code().tag()))
                        .orElse(""));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(PageLayout layout, View view);
    }
}
