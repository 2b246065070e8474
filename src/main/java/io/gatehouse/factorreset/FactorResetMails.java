package io.gatehouse.factorreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.delivery.dispatch.PhoneNotices;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Announces a reset by mail and to the phone number, with a link to object; reports its completion by mail. */
@ApplicationScoped
class FactorResetMails {
    private final Realms realms;
    private final Administrators administrators;
    private final Links links;
    private final PublicUrls urls;
    private final MailOutbox outbox;
    private final PhoneNotices notices;
    private final Clock clock;

    FactorResetMails(
            Realms realms,
            Administrators administrators,
            Links links,
            PublicUrls urls,
            MailOutbox outbox,
            PhoneNotices notices,
            Clock clock) {
        this.realms = realms;
        this.administrators = administrators;
        this.links = links;
        this.urls = urls;
        this.outbox = outbox;
        this.notices = notices;
        this.clock = clock;
    }

    void announce(Realm realm, Administrator administrator, Factor factor, Requester requester) {
        LinkKind link = switch (factor) {
            case PHONE -> LinkKind.PHONE_RESET;
            case AUTHENTICATORS -> LinkKind.AUTHENTICATORS_RESET;
        };
        String token = links.issue(link, realm.id(), administrator.id());
        MailKind kind = switch (factor) {
            case PHONE -> MailKind.PHONE_RESET_REQUESTED;
            case AUTHENTICATORS -> MailKind.AUTHENTICATORS_RESET_REQUESTED;
        };
        post(realm, administrator, kind, Map.of("link", urls.link(realm.slug(), "factor-reset", token)), requester);
        Occasion occasion = switch (factor) {
            case PHONE -> Occasion.PHONE_RESET_ANNOUNCED;
            case AUTHENTICATORS -> Occasion.AUTHENTICATORS_RESET;
        };
        notices.notifyOldNumber(realm, administrator, occasion, requester);
    }

    /** Announces by mail what a report has led to and who decides, and to the number with a link to object. */
    void announceDispute(
            Realm realm,
            Administrator administrator,
            List<Administrator> approvers,
            Optional<Instant> effectiveAt,
            Requester requester) {
        String names = approvers.stream()
                .map(Administrator::displayName)
                .map(DisplayNames::shorten)
                .collect(Collectors.joining(", "));
        Map<String, String> details =
                effectiveAt.map(at -> Map.of("effectiveAt", at.toString())).orElseGet(() -> Map.of("approvers", names));
        post(realm, administrator, MailKind.PHONE_DISPUTED, details, requester);
        notices.notifyOldNumber(realm, administrator, Occasion.PHONE_RESET_ANNOUNCED, requester);
    }

    void reportRemoval(FactorResetEntity reset, Requester requester) {
        MailKind kind = switch (reset.factor) {
            case PHONE -> MailKind.PHONE_RESET;
            case AUTHENTICATORS -> MailKind.AUTHENTICATORS_RESET;
        };
        realms.find(reset.realm())
                .ifPresent(realm -> administrators
                        .find(reset.realm(), reset.administrator())
                        .ifPresent(one -> post(realm, one, kind, Map.of(), requester)));
    }

    private void post(
            Realm realm, Administrator administrator, MailKind kind, Map<String, String> details, Requester requester) {
        outbox.post(new FlowContext(realm, administrator, requester).mail(kind, details, clock.instant()));
    }
}
