package io.gatehouse.web.console;

import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.token.Acr;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the pages of applications; texts in {@code messages/applications_*.properties}. */
@MessageBundle("applications")
public interface ApplicationMessages {
    // spotless:off: one message a line
    @Message String title();
    @Message String lead(String realm);
    @Message String none();
    @Message String register();
    @Message String registerLead();
    @Message String change();
    @Message String name();
    @Message String nameHint();
    @Message String nameWrong();
    @Message String clientId();
    @Message String clientIdHint();
    @Message String clientIdWrong();
    @Message String clientIdTaken();
    @Message String kind();
    @Message String type(ClientType type);
    @Message String typeHint(ClientType type);
    @Message String redirectUris();
    @Message String redirectUrisHint();
    @Message String redirectUrisWrong();
    @Message String postLogoutRedirectUris();
    @Message String postLogoutRedirectUrisHint();
    @Message String postLogoutRedirectUrisWrong();
    @Message String backchannelLogoutUri();
    @Message String backchannelLogoutUriHint();
    @Message String backchannelLogoutUriWrong();
    @Message String minimumAcr();
    @Message String anyAcr();
    @Message String acr(Acr acr);
    @Message String scopes();
    @Message String scope(OpenIdScope scope);
    @Message String roles();
    @Message String rolesWrong();
    @Message String save();
    @Message String cancel();
    @Message String back();
    @Message String connection();
    @Message String connectionLead();
    @Message String issuer();
    @Message String discovery();
    @Message String settings();
    @Message String settingsLead();
    @Message String trial();
    @Message String trialLead();
    @Message String trialRun();
    @Message String trialClaims();
    @Message String trialError();
    @Message String access();
    @Message String secrets();
    @Message String secretCreated();
    @Message String secretsHint();
    @Message String newSecret();
    @Message String secretOnce();
    @Message String delete();
    @Message String deleteTitle(String name);
    @Message String deleteLead();
    @Message String registered();
    @Message String changed();
    @Message String secretMade();
    @Message String deleted();
    // spotless:on
}
