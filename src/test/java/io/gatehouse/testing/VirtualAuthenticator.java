package io.gatehouse.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** An authenticator that Chromium emulates for one page; its user is always present. */
public final class VirtualAuthenticator {
    private final CDPSession devTools;
    private final String id;

    private VirtualAuthenticator(CDPSession devTools, String id) {
        this.devTools = devTools;
        this.id = id;
    }

    /** Builds one into the device of the page. */
    public static VirtualAuthenticator internal(Page page) {
        return connect(page, "internal", true);
    }

    /**
     * Connects a security key to the device of the page.
     *
     * @param verifying whether it can verify its user, by a PIN
     */
    public static VirtualAuthenticator usb(Page page, boolean verifying) {
        return connect(page, "usb", verifying);
    }

    private static VirtualAuthenticator connect(Page page, String transport, boolean verifying) {
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", transport);
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", verifying);
        options.addProperty("isUserVerified", verifying);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        JsonObject added = devTools.send("WebAuthn.addVirtualAuthenticator", parameters);
        return new VirtualAuthenticator(devTools, added.get("authenticatorId").getAsString());
    }

    /** Makes its user fail the verification from now on, as with a wrong PIN. */
    public void refuseUser() {
        set("WebAuthn.setUserVerified", "isUserVerified", false);
    }

    /** Sets whether its user is present at once; otherwise requests wait. */
    public void setPresent(boolean present) {
        set("WebAuthn.setAutomaticPresenceSimulation", "enabled", present);
    }

    private void set(String method, String name, boolean value) {
        JsonObject parameters = own();
        parameters.addProperty(name, value);
        devTools.send(method, parameters);
    }

    /** Returns its passkeys. */
    public JsonArray passkeys() {
        return devTools.send("WebAuthn.getCredentials", own()).getAsJsonArray("credentials");
    }

    /** Copies the passkeys to another one, as a backup of a device would. */
    public void copyTo(VirtualAuthenticator other) {
        passkeys().forEach(passkey -> {
            JsonObject parameters = other.own();
            parameters.add("credential", passkey);
            other.devTools.send("WebAuthn.addCredential", parameters);
        });
    }

    /** Removes all its passkeys, as a reset of the device does. */
    public void clear() {
        devTools.send("WebAuthn.clearCredentials", own());
    }

    private JsonObject own() {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("authenticatorId", id);
        return parameters;
    }
}
