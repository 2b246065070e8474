package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SettingsMessages;
import io.gatehouse.web.layout.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Renders the settings form, with the channel tests it still needs. */
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

    /** An option to choose. */
    record Choice(String value, String name, String hint, boolean chosen) {}

    /**
     * The channels whose test is required before the settings can be saved.
     *
     * @param channels all channels of the method, and whether they are confirmed
     * @param sent a message about the code that was sent; empty if none was
     */
    record Proof(List<SettingsFormatter.Fact> channels, boolean sms, boolean email, boolean noNumber, String sent) {}

    /**
     * The content of the form.
     *
     * @param texts whether the installation sends text messages
     * @param proof null if no test is required
     */
    record View(
            SettingsEntry entry,
            boolean texts,
            List<Choice> methods,
            List<Choice> intervals,
            List<Choice> locales,
            Proof proof,
            List<SettingsFormatter.Difference> differences,
            String notice,
            FormErrors errors) {}

    Response fresh(SignedIn caller) {
        return show(200, caller, SettingsEntry.of(caller.realm()), FormErrors.NONE, "");
    }

    Response show(int status, SignedIn caller, SettingsEntry entry, FormErrors errors, String notice) {
        return show(status, caller, entry, errors, notice, List.of());
    }

    Response show(
            int status,
            SignedIn caller,
            SettingsEntry entry,
            FormErrors errors,
            String notice,
            List<SettingsFormatter.Difference> differences) {
        return pages.show(status, new Page(pages.layout(caller), view(caller, entry, errors, notice, differences)));
    }

    /** Shows the form again after a code was rejected or not sent. */
    Response refused(SignedIn caller, SettingsEntry entry, String field, Refusal refusal) {
        Problem problem = problems.of(refusal);
        SettingsMessages messages = messages(caller);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        String message = switch (refusal.reason()) {
            case INVALID_CODE -> messages.codeWrong(problem.attemptsLeft().orElse(0));
            case CODE_EXPIRED, FLOW_EXPIRED, STEP_NOT_ALLOWED -> messages.codeExpired();
            case CODE_USED_UP -> messages.codeUsedUp();
            case CHANNEL_NOT_ALLOWED -> messages.noNumber();
            default -> messages.tooSoon(wait);
        };
        View view = view(caller, entry, FormErrors.at(field, message), "", List.of());
        return pages.refuse(problem, new Page(pages.layout(caller), view));
    }

    /** Returns the notice after a channel was confirmed, with what is to be done next. */
    String proven(SignedIn caller, SettingsEntry entry) {
        SettingsMessages messages = messages(caller);
        return unproven(caller, entry).stream()
                .findFirst()
                .map(messages::remaining)
                .orElseGet(messages::proven);
    }

    private Set<Channel> unproven(SignedIn caller, SettingsEntry entry) {
        return changes.unproven(caller.realm().id(), caller.session().id(), entry.toSettings());
    }

    SettingsMessages messages(SignedIn caller) {
        return pages.messages(SettingsMessages.class, caller.realm());
    }

    SettingsFormatter formatter(SignedIn caller) {
        return SettingsFormatter.of(pages, caller);
    }

    private View view(
            SignedIn caller,
            SettingsEntry entry,
            FormErrors errors,
            String notice,
            List<SettingsFormatter.Difference> differences) {
        SettingsFormatter formatter = formatter(caller);
        MfaReadinessReport.Count count = readiness.count(caller.realm().id());
        return new View(
                entry,
                caller.realm().sends(Channel.SMS),
                Arrays.stream(MfaMethod.values())
                        .filter(method -> method.isAmong(caller.realm().channels()))
                        .map(method -> new Choice(
                                method.name(),
                                formatter.settings().method(method),
                                formatter.readiness(method, count),
                                method.name().equals(entry.method)))
                        .toList(),
                Arrays.stream(AuthenticationInterval.values())
                        .map(interval -> new Choice(
                                interval.name(),
                                formatter.settings().interval(interval),
                                "",
                                interval.name().equals(entry.interval)))
                        .toList(),
                LOCALES.stream()
                        .map(tag -> new Choice(tag, formatter.language(tag), "", tag.equals(entry.locale)))
                        .toList(),
                proof(caller, entry, formatter.settings()),
                differences,
                notice,
                errors);
    }

    private Proof proof(SignedIn caller, SettingsEntry entry, SettingsMessages messages) {
        Set<Channel> missing = unproven(caller, entry);
        if (missing.isEmpty()) {
            return null;
        }
        Optional<SentCode> sent = tests.current(
                caller.realm(), caller.session().id(), caller.administrator().id(), request.requester());
        boolean noNumber =
                missing.contains(Channel.SMS) && caller.administrator().phone().isEmpty();
        return new Proof(
                Stream.of(Channel.values())
                        .filter(entry.toSettings().mfa().method()::allows)
                        .map(channel -> new SettingsFormatter.Fact(
                                channel.name(),
                                messages.method(MfaMethod.valueOf(channel.name())),
                                missing.contains(channel) ? messages.toConfirm() : messages.confirmed()))
                        .toList(),
                missing.contains(Channel.SMS),
                missing.contains(Channel.EMAIL),
                noNumber,
                sent.map(code -> messages.codeSent(
                                code.destination().hint(), code.code().tag()))
                        .orElse(""));
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
