package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.overview.DashboardStatistics;
import io.gatehouse.administration.overview.MfaReadinessReport;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.AdministratorQuery;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.web.activity.Timelines;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the overview of a realm: items that need attention, key numbers, the week's statistics and the latest events. */
@ApplicationScoped
class DashboardView {
    private static final AdministratorQuery LOCKED = new AdministratorQuery(
            "", Optional.empty(), Optional.of(AccountState.LOCKED), AdministratorQuery.Order.EMAIL, false);

    private static final int NAMED = 5;
    private static final int LATEST = 6;

    private final Realms realms;
    private final DashboardStatistics statistics;
    private final MfaReadinessReport readiness;
    private final FactorResets resets;
    private final Accounts accounts;
    private final Timelines timelines;
    private final Pages pages;

    DashboardView(
            Realms realms,
            DashboardStatistics statistics,
            MfaReadinessReport readiness,
            FactorResets resets,
            Accounts accounts,
            Timelines timelines,
            Pages pages) {
        this.realms = realms;
        this.statistics = statistics;
        this.resets = resets;
        this.readiness = readiness;
        this.accounts = accounts;
        this.timelines = timelines;
        this.pages = pages;
    }

    /**
     * An item that needs attention, and the link to its page.
     *
     * @param unlock path to which a form unlocks the account; empty if it is about none, or the reader may not
     */
    record AttentionItem(String text, String path, String label, String unlock) {
        AttentionItem(String text, String path, String label) {
            this(text, path, label, "");
        }
    }

    /** The content of the page. */
    record View(
            List<AttentionItem> attention,
            List<String> readiness,
            List<KeyNumbers.KeyNumber> numbers,
            List<Chart> charts,
            List<Timelines.Event> latest) {}

    View of(SignedIn caller) {
        ConsoleMessages messages = pages.messages(ConsoleMessages.class, caller.realm());
        AdministratorMessages administrators = pages.messages(AdministratorMessages.class, caller.realm());
        Locale language = pages.language(caller.realm());
        Realm realm = caller.realm();
        var paths = new RealmPaths(realm.slug());
        List<DashboardStatistics.Day> codes = statistics.codes(realm.id());
        DashboardStatistics.SignIns signIns = statistics.signIns(realm.id());
        Map<AccountState, Long> counts = accounts.count(realm.id(), AdministratorQuery.of(""));
        return new View(
                attention(caller, messages, codes, counts.getOrDefault(AccountState.LOCKED, 0L)),
                readiness(realm, SettingsFormatter.of(pages, caller)),
                new KeyNumbers(messages, administrators, paths, language).of(counts, signIns),
                List.of(
                        Chart.of(
                                "sign-ins",
                                messages.signIns(),
                                List.of(messages.signedInSeries(), messages.wrongPasswords(), messages.wrongCodes()),
                                signIns.days(),
                                paths.audit(),
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
                                paths.deliveries(),
                                language)),
                timelines.latest(caller, LATEST));
    }

    private List<String> readiness(Realm realm, SettingsFormatter formatter) {
        RealmSettings.Mfa mfa = realm.settings().mfa();
        return Stream.concat(
                        Stream.of(formatter.readiness(mfa.method(), readiness.count(realm.id()))),
                        formatter.readiness(mfa, readiness.holders(realm.id())).stream())
                .toList();
    }

    /** Returns an item for each locked account, or one for all if there are many. */
    private List<AttentionItem> locked(SignedIn caller, ConsoleMessages messages, long count) {
        var paths = new RealmPaths(caller.realm().slug());
        if (count == 0) {
            return List.of();
        }
        if (count > NAMED) {
            String list = paths.administrators() + "?state=" + AccountState.LOCKED;
            return List.of(new AttentionItem(messages.lockedPeople(count), list, messages.openAdministrators()));
        }
        boolean mayUnlock = caller.administrator().role() != Role.OBSERVER;
        return accounts.search(caller.realm().id(), LOCKED, Optional.empty(), NAMED).accounts().stream()
                .map(Account::administrator)
                .map(administrator -> {
                    String page = paths.administrator(administrator.id().toString());
                    return new AttentionItem(
                            messages.lockedPerson(administrator.displayName()),
                            page,
                            messages.openAdministrators(),
                            mayUnlock ? page + "/unlock" : "");
                })
                .toList();
    }

    /** Returns the realms, for the root realm all and for another only itself, whose codes go by e-mail instead of their method. */
    private List<Realm> narrowed(Realm realm) {
        return realms.listNarrowed().stream()
                .filter(narrowed -> realm.root() || narrowed.id().equals(realm.id()))
                .toList();
    }

    private List<AttentionItem> attention(
            SignedIn caller, ConsoleMessages messages, List<DashboardStatistics.Day> codes, long locked) {
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
        attention.addAll(locked(caller, messages, locked));
        for (FactorResets.Affected reset : resets.listPending(caller.realm().id())) {
            attention.add(new AttentionItem(
                    reset(reset, messages),
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

    private static String reset(FactorResets.Affected reset, ConsoleMessages messages) {
        return switch (reset.factor()) {
            case PHONE ->
                reset.needsApproval() ? messages.resetWaits(reset.name()) : messages.resetComing(reset.name());
            case AUTHENTICATORS ->
                reset.needsApproval()
                        ? messages.authenticatorsWait(reset.name())
                        : messages.authenticatorsComing(reset.name());
        };
    }
}
