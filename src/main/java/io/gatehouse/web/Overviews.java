package io.gatehouse.web;

import io.gatehouse.admin.Role;
import io.gatehouse.administration.DashboardStatistics;
import io.gatehouse.administration.MfaReadinessReport;
import io.gatehouse.administration.PhoneResets;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is to be seen of a realm at a glance: what needs attention first, then the week in figures. */
@ApplicationScoped
class Overviews {
    private final DashboardStatistics statistics;
    private final MfaReadinessReport readiness;
    private final PhoneResets resets;
    private final Pages pages;

    Overviews(DashboardStatistics statistics, MfaReadinessReport readiness, PhoneResets resets, Pages pages) {
        this.statistics = statistics;
        this.resets = resets;
        this.readiness = readiness;
        this.pages = pages;
    }

    /** Something to see to, and where. */
    record Care(String text, String path, String label) {}

    /** What the page shows. */
    record View(List<Care> cares, String readiness, List<Chart> charts) {}

    View of(SignedIn person) {
        ConsoleMessages messages = pages.messages(ConsoleMessages.class, person.realm());
        Locale language = pages.language(person.realm());
        Realm realm = person.realm();
        List<DashboardStatistics.Day> codes = statistics.codes(realm.id());
        return new View(
                cares(person, messages, codes),
                SettingsWords.of(pages, person).readiness(realm.settings().mfa().method(), readiness.count(realm.id())),
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

    private List<Care> cares(SignedIn person, ConsoleMessages messages, List<DashboardStatistics.Day> codes) {
        var paths = new RealmPaths(person.realm().slug());
        boolean chief = person.administrator().role() == Role.SYSTEM_ADMINISTRATOR;
        List<Care> cares = new ArrayList<>();
        if (!person.realm().settings().mfa().enabled()) {
            cares.add(new Care(
                    person.realm().root() ? messages.rootWithoutMfa() : messages.withoutMfa(),
                    chief ? paths.editSettings() : paths.settings(),
                    messages.openSettings()));
        }
        long locked = statistics.locked(person.realm().id());
        if (locked > 0) {
            cares.add(new Care(messages.lockedPeople(locked), paths.administrators(), messages.openAdministrators()));
        }
        for (PhoneResets.Waiting waiting :
                resets.awaitingApproval(person.realm().id())) {
            cares.add(new Care(
                    messages.resetWaits(waiting.name()),
                    paths.administrator(waiting.person().toString()),
                    messages.openAdministrator()));
        }
        long failed = codes.stream().mapToLong(day -> day.counts().get(3)).sum();
        if (failed > 0) {
            cares.add(new Care(
                    messages.failedCodes(failed),
                    paths.audit() + "?type=DELIVERY_FAILED",
                    messages.openDeliveryFailures()));
        }
        return cares;
    }
}
