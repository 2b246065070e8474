package io.gatehouse.web.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Messages of the pages of realms, service tokens and links; texts in {@code messages/place_*.properties}. */
@MessageBundle("realms")
public interface RealmMessages {
    // spotless:off: one message a line
    @Message String tokens();
    @Message String tokensLead();
    @Message String noTokens();
    @Message String createToken();
    @Message String tokenName();
    @Message String tokenPrefix();
    @Message String tokenNameHint();
    @Message String tokenDays();
    @Message String tokenDaysHint();
    @Message String tokenRanges();
    @Message String tokenRangesHint();
    @Message String tokenNameWrong();
    @Message String tokenDaysWrong();
    @Message String tokenRangesWrong();
    @Message String tokenMade();
    @Message String tokenOnce();
    @Message String expires();
    @Message String createdBy();
    @Message String lastUsed();
    @Message String never();
    @Message String inactive();
    @Message String suspended();
    @Message String lift();
    @Message String liftByOther();
    @Message String revoke();
    @Message String revokeTitle(String name);
    @Message String revokeLead();
    @Message String tokenRevoked();
    @Message String tokenLifted();
    @Message String realms();
    @Message String realmsLead();
    @Message String rootRealm();
    @Message String withMfa();
    @Message String withoutMfa();
    @Message String secondFactor();
    @Message String createRealm();
    @Message String createRealmLead();
    @Message String slug();
    @Message String slugHint();
    @Message String realmName();
    @Message String realmNameHint();
    @Message String firstEmail();
    @Message String firstEmailHint();
    @Message String firstName();
    @Message String slugWrong();
    @Message String realmNameWrong();
    @Message String slugTaken();
    @Message String realmMade();
    @Message String realmDeleted();
    @Message String delete();
    @Message String deleteRealmTitle(String name);
    @Message String deleteRealmLead();
    @Message String deleteRealmType(String slug);
    @Message String deleteRealmWrong();
    @Message String cancel();
    @Message String forgotTitle();
    @Message String forgotLead();
    @Message String forgotSend();
    @Message String forgotSent();
    @Message String forgotSentLead();
    @Message String emailWrong();
    @Message String throttled(String wait);
    @Message String keepTitle();
    @Message String keepLead();
    @Message String keep();
    @Message String kept();
    @Message String keptLead();
    @Message String keepAuthenticatorsTitle();
    @Message String keepAuthenticatorsLead();
    @Message String keepAuthenticators();
    @Message String authenticatorsKept();
    @Message String linkOver();
    @Message String linkOverLead();
    // spotless:on
}
