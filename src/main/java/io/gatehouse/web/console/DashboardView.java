package io.gatehouse.web.console;

import io.gatehouse.administration.overview.DashboardStatistics;
import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administrator.Role;
import io.gatehouse.phonereset.PhoneResets;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.Chart;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SettingsFormatter;
import io.gatehouse.web.layout.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Builds the overview of a realm: items that need attention, then the week's statistics. */
@ApplicationScoped
class DashboardView {
    private final Realms realms;
    private final DashboardStatistics statistics;
    private final MfaReadinessReport readiness;
    private final PhoneResets resets;
    private final Pages pages;

    DashboardView(
            Realms realms,
            DashboardStatistics statistics,
            MfaReadinessReport readiness,
            PhoneResets resets,
            Pages pages) {
        this.realms = realms;
        this.statistics = statistics;
        this.resets = resets;
        this.readiness = readiness;
        this.pages = pages;
    }

    /** An item that needs attention, and the link to its page. */
    record AttentionItem(String text, String path, String label) {}

    /** The content of the page. */
    record View(List<AttentionItem> attention, String readiness, List<Chart> charts) {}

    View of(SignedIn caller) {
        ConsoleMessages messages = pages.messages(ConsoleMessages.class, caller.realm());
        Locale language = pages.language(caller.realm());
        Realm realm = caller.realm();
        List<DashboardStatistics.Day> codes = statistics.codes(realm.id());
        return new View(
                attention(caller, messages, codes),
                SettingsFormatter.of(pages, caller)
                        .readiness(realm.settings().mfa().method(), readiness.count(realm.id())),
                List.of(
                        Chart.of(
                                "sign-ins",
                                messages.signIns(),
                                List.of(messages.signedInSeries(), messages.wrongPasswords(), messages.wrongCodes()),
                                statistics.signIns(realm.id()),
                                language),
                        Chart.of(
                                "codes",
                                messages.codes(),
                                List.of(
                                        messages.textsDelivered(),
                                        messages.textsSent(),
                                        messages.byEmailSeries(),
                                        messages.undelivered()),
                                codes,
                                language)));
    }

    /** Returns the realms, for the root realm all and for another only itself, whose codes go by e-mail instead of their method. */
    private List<Realm> narrowed(Realm realm) {
        return realms.listNarrowed().stream()
                .filter(narrowed -> realm.root() || narrowed.id().equals(realm.id()))
                .toList();
    }

    private List<AttentionItem> attention(
            SignedIn caller, ConsoleMessages messages, List<DashboardStatistics.Day> codes) {
        var paths = new RealmPaths(caller.realm().slug());
        boolean systemAdministrator = caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR;
        List<AttentionItem> attention = new ArrayList<>();
        if (!caller.realm().settings().mfa().enabled()) {
            attention.add(new AttentionItem(
                    caller.realm().root() ? messages.rootWithoutMfa() : messages.withoutMfa(),
                    systemAdministrator ? paths.mfaSettings() : paths.settings(),
                    messages.openSettings()));
        }
        for (Realm narrowed : narrowed(caller.realm())) {
            boolean own = narrowed.id().equals(caller.realm().id());
            attention.add(new AttentionItem(
                    messages.narrowed(narrowed.settings().displayName()),
                    own ? paths.settings() : paths.realms(),
                    own ? messages.openSettings() : messages.realms()));
        }
        long locked = statistics.locked(caller.realm().id());
        if (locked > 0) {
            attention.add(new AttentionItem(
                    messages.lockedPeople(locked), paths.administrators(), messages.openAdministrators()));
        }
        for (PhoneResets.Affected reset : resets.listPending(caller.realm().id())) {
            attention.add(new AttentionItem(
                    reset.needsApproval() ? messages.resetWaits(reset.name()) : messages.resetComing(reset.name()),
                    paths.administrator(reset.administrator().toString()),
                    messages.openAdministrator()));
        }
        long failed = codes.stream().mapToLong(day -> day.counts().get(3)).sum();
        if (failed > 0) {
            attention.add(new AttentionItem(
                    messages.failedCodes(failed),
                    paths.audit() + "?type=DELIVERY_FAILED",
                    messages.openDeliveryFailures()));
        }
        return attention;
    }
}
