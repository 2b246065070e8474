package io.gatehouse.web.layout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of a realm's pages. */
public record RealmPaths(String slug) {
    private static final Pattern PAGE = Pattern.compile("/realms/([a-z0-9-]{1,63})/.*");

    /** Returns the realm's slug in a page path, or empty for other paths. */
    public static Optional<String> slugIn(String path) {
        Matcher page = PAGE.matcher(path);
        return page.matches() ? Optional.of(page.group(1)) : Optional.empty();
    }

    private String base() {
        return "/realms/" + slug;
    }

    public String signIn() {
        return base() + "/sign-in";
    }

    /** Returns the path of the sign-in page, which returns to that page. */
    public String signIn(Optional<ReturnTo> returnTo) {
        return before(signIn(), returnTo);
    }

    /** Returns the path of the options to sign in with a passkey alone, as JSON. */
    public String passkeySignIn() {
        return signIn() + "/passkey";
    }

    public String signedOut(SignedOut.Reach reach) {
        return signIn() + "?signed-out=" + reach.value();
    }

    /** Returns the path of the sign-in page with the notice that the session has ended, which returns to that page. */
    String sessionEnded(Optional<ReturnTo> returnTo) {
        return before(signedOut(SignedOut.Reach.ENDED), "&", returnTo);
    }

    /** Returns the path of the sign-in page with the notice of a changed password. */
    public String passwordChanged() {
        return signIn() + "?password=changed";
    }

    /** Returns the path of the page that admits a browser to the sign-in. */
    public String admission() {
        return base() + "/admission";
    }

    /** Returns the path of the sign-in page with the notice that the browser is admitted. */
    public String admitted() {
        return signIn() + "?admitted=true";
    }

    public String passwordReset() {
        return base() + "/password-reset";
    }

    public String resetSent() {
        return passwordReset() + "/sent";
    }

    /** Returns the path of the password strength resource. */
    public String passwordStrength() {
        return base() + "/password-strength";
    }

    public String invitation() {
        return base() + "/invitation";
    }

    /** Returns the path of the page after a report of misuse. */
    public String reported() {
        return base() + "/reported";
    }

    public String stepUp() {
        return base() + "/step-up";
    }

    /** Returns the path of the step-up page, which returns to that page. */
    public String stepUp(Optional<ReturnTo> returnTo) {
        return before(stepUp(), returnTo);
    }

    public String console() {
        return base() + "/console";
    }

    public String deliveries() {
        return console() + "/deliveries";
    }

    public String administrators() {
        return console() + "/administrators";
    }

    public String invite() {
        return administrators() + "/invite";
    }

    public String resendInvitations() {
        return administrators() + "/resend-invitations";
    }

    public String administrator(String id) {
        return administrators() + "/" + id;
    }

    /** Returns the path of an administrator's page with a notice that confirms an action. */
    public String administrator(String id, String notice) {
        return administrator(id) + "?done=" + notice;
    }

    public String editAdministrator(String id) {
        return administrator(id) + "/edit";
    }

    /** Returns the path of the page that asks for the confirmation of an action. */
    public String accountAction(String id, String action) {
        return action.equals("revoke-sessions")
                ? administrator(id) + "/" + action
                : administrator(id) + "/actions/" + action;
    }

    public String suspendedCodes(String id) {
        return administrator(id) + "/recovery-codes";
    }

    public String suspendedAuthenticators(String id) {
        return administrator(id) + "/authenticators";
    }

    public String settings() {
        return console() + "/settings";
    }

    /** Returns the path of the form of a section. */
    public String settings(SettingsSection section) {
        return settings() + "/" + section.path();
    }

    /** Returns the path of the form that turns the second factor on or off. */
    public String mfaSettings() {
        return settings(SettingsSection.MFA);
    }

    public String turnOffMfa() {
        return mfaSettings() + "/off";
    }

    public String channelTest() {
        return settings() + "/test";
    }

    public String audit() {
        return console() + "/audit";
    }

    public String auditFile() {
        return audit() + "/file";
    }

    public String serviceTokens() {
        return console() + "/service-tokens";
    }

    public String realms() {
        return console() + "/realms";
    }

    public String createRealm() {
        return realms() + "/create";
    }

    public String factorReset() {
        return base() + "/factor-reset";
    }

    public String account() {
        return base() + "/account";
    }

    public String activity() {
        return account() + "/activity";
    }

    public String changePassword() {
        return account() + "/password";
    }

    /** Returns the path of the page that confirms a new e-mail address. */
    public String confirmEmail() {
        return base() + "/new-email";
    }

    public String ownEmail() {
        return account() + "/email";
    }

    public String ownPhone() {
        return account() + "/phone";
    }

    public String ownPhoneCode() {
        return ownPhone() + "/code";
    }

    public String ownPasskeys() {
        return account() + "/passkeys";
    }

    public String newPasskey() {
        return ownPasskeys() + "/new";
    }

    /** Returns the path of the options to create a passkey, as JSON. */
    public String newPasskeyOptions() {
        return newPasskey() + "/options";
    }

    public String ownApp() {
        return account() + "/authenticator-app";
    }

    public String ownLanguage() {
        return account() + "/language";
    }

    public String recoveryCodes() {
        return account() + "/recovery-codes";
    }

    /** Returns the path of the page that offers recovery codes, which returns to that page. */
    public String offerRecoveryCodes(Optional<ReturnTo> returnTo) {
        return before(recoveryCodes(), returnTo.or(() -> ReturnTo.parse(console())));
    }

    public String sessions() {
        return account() + "/sessions";
    }

    public String trustedBrowsers() {
        return account() + "/trusted-browsers";
    }

    public String colorScheme() {
        return base() + "/color-scheme";
    }

    public String signOut() {
        return base() + "/sign-out";
    }

    /** Returns the URL of the style sheet, which changes with its content. */
    String style(String version) {
        return base() + "/" + Assets.STYLE_SHEET + "?v=" + version;
    }

    private static String before(String page, Optional<ReturnTo> returnTo) {
        return before(page, "?", returnTo);
    }

    private static String before(String page, String separator, Optional<ReturnTo> returnTo) {
        return page
                + returnTo.map(target ->
                                separator + "return_to=" + URLEncoder.encode(target.value(), StandardCharsets.UTF_8))
                        .orElse("");
    }
}
