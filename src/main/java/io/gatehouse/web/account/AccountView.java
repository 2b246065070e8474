package io.gatehouse.web.account;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.kernel.Requester.Device;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.SessionList.ListedSession;
import io.gatehouse.session.TrustedBrowser;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.LanguageMenu;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The content of the account page.
 *
 * @param phone masked; empty if there is none
 * @param texts whether the installation sends text messages
 * @param codesLeft number of unused recovery codes
 * @param noBrowsers why no browser can be trusted; empty if browsers can
 */
@TemplateData
record AccountView(
        String notice,
        String name,
        String email,
        String role,
        String phone,
        boolean texts,
        String language,
        List<SessionRow> sessions,
        List<BrowserRow> browsers,
        String noBrowsers,
        int codesLeft) {

    /** The device's browser and system, and its address. */
    record DeviceName(String name, String address) {}

    /**
     * One of the caller's sessions; the current one comes first.
     *
     * @param idle whether only clients with offline access still use it
     */
    @TemplateData
    record SessionRow(
            String id,
            DeviceName device,
            boolean current,
            boolean program,
            boolean idle,
            String factors,
            DisplayTime signedInAt,
            DisplayTime lastUsedAt) {}

    /** A trusted browser. */
    @TemplateData
    record BrowserRow(String id, DeviceName device, DisplayTime until) {}

    /** Formats the account in the caller's language. */
    record Formatter(AccountMessages account, RoleFormatter console, Locale language) {
        AccountView of(
                SignedIn caller,
                List<ListedSession> sessions,
                List<TrustedBrowser> browsers,
                int codesLeft,
                String notice) {
            return new AccountView(
                    notice,
                    caller.administrator().displayName(),
                    caller.administrator().email().value(),
                    console.role(caller.administrator().role()),
                    caller.administrator().phone().map(MobileNumber::hint).orElse(""),
                    caller.realm().sends(Channel.SMS),
                    language(caller),
                    sessions.stream()
                            .map(session -> row(session, caller))
                            .sorted(Comparator.comparing(SessionRow::current).reversed())
                            .toList(),
                    browsers.stream().map(this::row).toList(),
                    noBrowsers(caller.realm()),
                    codesLeft);
        }

        private String language(SignedIn caller) {
            return caller.administrator()
                    .locale()
                    .map(tag -> LanguageMenu.name(Locale.forLanguageTag(tag)))
                    .orElseGet(() -> account.asRealm(
                            caller.realm().settings().displayName(), OwnLanguagePage.common(caller, language)));
        }

        private SessionRow row(ListedSession listed, SignedIn caller) {
            Session session = listed.session();
            return new SessionRow(
                    session.id().toString(),
                    device(session.userAgent(), session.clientAddress()),
                    session.id().equals(caller.session().id()),
                    session.kind() != SessionKind.BROWSER,
                    listed.idle(),
                    console.factors(session),
                    DisplayTime.of(session.createdAt(), language),
                    DisplayTime.of(session.lastUsedAt(), language));
        }

        private BrowserRow row(TrustedBrowser browser) {
            return new BrowserRow(
                    browser.id().toString(),
                    device(browser.userAgent(), browser.clientAddress()),
                    DisplayTime.of(browser.until(), language));
        }

        private DeviceName device(String userAgent, String address) {
            String name = Device.of(userAgent)
                    .map(device -> account.deviceOn(device.browser(), device.system()))
                    .orElseGet(account::deviceUnknown);
            return new DeviceName(name, address);
        }

        private String noBrowsers(Realm realm) {
            String name = realm.settings().displayName();
            if (!realm.settings().mfa().enabled()) {
                return account.noBrowsersWithoutMfa(name);
            }
            return realm.settings().mfa().interval() == AuthenticationInterval.ALWAYS
                    ? account.noBrowsersAlways(name)
                    : account.noBrowsersYet();
        }
    }
}
