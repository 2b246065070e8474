package io.gatehouse.web.console;

import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SettingsMessages;
import io.gatehouse.web.layout.SettingsSection;
import io.gatehouse.web.layout.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Renders the form of the second factor, with the channels that are still to be confirmed. */
@ApplicationScoped
class MfaSettingsForms {
    private static final SettingsSection SECTION = SettingsSection.MFA;

    private final SettingsChanges changes;
    private final ChannelTests tests;
    private final MfaReadinessReport readiness;
    private final SettingsEffects effects;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    MfaSettingsForms(
            SettingsChanges changes,
            ChannelTests tests,
            MfaReadinessReport readiness,
            SettingsEffects effects,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.changes = changes;
        this.tests = tests;
        this.readiness = readiness;
        this.effects = effects;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    /** A channel of the checklist. */
    record Step(String name, boolean confirmed) {}

    /**
     * The channels that the caller confirms before the settings are saved.
     *
     * @param unsaved the method and the interval
     * @param last whether the settings are saved with the next confirmation
     * @param noNumber whether a text message comes next and the caller has no number
     * @param sent a message about the code that was sent; empty if none was
     */
    record Checklist(
            List<Step> steps, List<SettingsFormatter.Fact> unsaved, boolean last, boolean noNumber, String sent) {}

    /**
     * The settings to choose from.
     *
     * @param effects what the chosen ones will do once they are saved
     * @param programs those that could no longer sign in
     */
    record Choices(
            List<SettingsForms.Choice> methods,
            List<SettingsForms.Choice> intervals,
            List<String> effects,
            List<SettingsForms.Program> programs) {}

    /**
     * The content of the page.
     *
     * @param choices null once the form is submitted
     * @param checklist null before
     */
    record View(
            boolean enabled,
            boolean texts,
            SettingsEntry entry,
            Choices choices,
            Checklist checklist,
            List<SettingsFormatter.Difference> differences,
            FormErrors errors) {}

    /** Returns the form, whatever is to be confirmed. */
    Response form(SignedIn caller) {
        return form(caller, SettingsEntry.of(SECTION, caller.realm().settings()));
    }

    /** Returns the form filled in as entered. */
    Response form(SignedIn caller, SettingsEntry entry) {
        return pages.show(200, page(caller, entry, null, List.of(), FormErrors.NONE));
    }

    /** Returns the form with the caller's values beside those that were saved meanwhile. */
    Response stale(SignedIn caller, SettingsEntry entry, RealmSettings current) {
        List<SettingsFormatter.Difference> differences =
                SettingsForms.differences(SECTION, entry, current, formatter(caller));
        return pages.show(412, page(caller, entry, null, differences, FormErrors.NONE));
    }

    Response invalid(SignedIn caller, SettingsEntry entry, FormErrors errors) {
        return pages.show(400, page(caller, entry, null, List.of(), errors));
    }

    /** Returns the form after the settings would have required that factor of the caller, who cannot verify it yet. */
    Response unmet(SignedIn caller, SettingsEntry entry, FactorStrength minimum) {
        FormErrors errors = FormErrors.at("method", formatter(caller).unmetWhileOff(minimum));
        return pages.show(409, page(caller, entry, null, List.of(), errors));
    }

    /** Returns the checklist, with that status. */
    Response checklist(int status, SignedIn caller, SettingsEntry entry, FormErrors errors) {
        return pages.show(status, page(caller, entry, checklist(caller, entry), List.of(), errors));
    }

    /** Returns the checklist after a code was refused, or could not be sent. */
    Response refused(SignedIn caller, SettingsEntry entry, Refusal refusal) {
        Problem problem = problems.of(refusal);
        SettingsMessages messages = messages(caller);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        FormErrors errors = switch (refusal.reason()) {
            case INVALID_CODE ->
                FormErrors.at("code", messages.codeWrong(problem.attemptsLeft().orElse(0)));
            case CODE_EXPIRED, FLOW_EXPIRED, STEP_NOT_ALLOWED -> FormErrors.at("send", messages.codeExpired());
            case CODE_USED_UP -> FormErrors.at("send", messages.codeUsedUp());
            case CHANNEL_NOT_ALLOWED -> FormErrors.NONE;
            default -> FormErrors.at("send", messages.tooSoon(wait));
        };
        return pages.refuse(problem, page(caller, entry, checklist(caller, entry), List.of(), errors));
    }

    SettingsMessages messages(SignedIn caller) {
        return pages.messages(SettingsMessages.class, caller.realm());
    }

    /** Returns the channel to be confirmed next, or empty if the settings can be saved. */
    Optional<Channel> next(SignedIn caller, SettingsEntry entry) {
        return unproven(caller, entry).stream().sorted().findFirst();
    }

    private Set<Channel> unproven(SignedIn caller, SettingsEntry entry) {
        return changes.unproven(caller.realm().id(), caller.session().id(), entered(caller, entry));
    }

    private static RealmSettings entered(SignedIn caller, SettingsEntry entry) {
        return entry.appliedTo(caller.realm().settings(), SECTION);
    }

    private SettingsFormatter formatter(SignedIn caller) {
        return SettingsFormatter.of(pages, caller);
    }

    private Checklist checklist(SignedIn caller, SettingsEntry entry) {
        SettingsFormatter formatter = formatter(caller);
        RealmSettings entered = entered(caller, entry);
        Set<Channel> unproven = unproven(caller, entry);
        Optional<Channel> next = unproven.stream().sorted().findFirst();
        return new Checklist(
                Stream.of(Channel.values())
                        .filter(entered.mfa().method()::allows)
                        .map(channel -> new Step(
                                formatter.settings().method(MfaMethod.valueOf(channel.name())),
                                !unproven.contains(channel)))
                        .toList(),
                formatter.mfaFacts(entered),
                unproven.size() <= 1,
                next.filter(Channel.SMS::equals).isPresent()
                        && caller.administrator().phone().isEmpty(),
                next.flatMap(channel -> sent(caller))
                        .map(code -> formatter
                                .settings()
                                .codeSent(code.destination().hint(), code.code().tag()))
                        .orElse(""));
    }

    private Optional<SentCode> sent(SignedIn caller) {
        return tests.current(
                caller.realm(), caller.session().id(), caller.administrator().id(), request.requester());
    }

    private Choices choices(SignedIn caller, SettingsEntry entry) {
        SettingsFormatter formatter = formatter(caller);
        Realm realm = caller.realm();
        return new Choices(
                SettingsForms.methods(realm, entry, readiness.count(realm.id()), formatter),
                SettingsForms.intervals(entry, formatter.settings()),
                effects.of(caller, SECTION, entry),
                realm.settings().mfa().enabled()
                        ? List.of()
                        : SettingsForms.programs(readiness.programs(realm.id()), formatter.language()));
    }

    private Page page(
            SignedIn caller,
            SettingsEntry entry,
            Checklist checklist,
            List<SettingsFormatter.Difference> differences,
            FormErrors errors) {
        return new Page(
                pages.layout(caller),
                new View(
                        caller.realm().settings().mfa().enabled(),
                        caller.realm().sends(Channel.SMS),
                        entry,
                        checklist == null ? choices(caller, entry) : null,
                        checklist,
                        differences,
                        errors));
    }

    record Page(PageLayout layout, View view) implements PageTemplate {}
}
