package io.gatehouse.web.signin;

import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryFate;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Renders the code page, or the choice of channels before a code is sent. */
@ApplicationScoped
public class CodePages {
    private final SignInRedirects redirects;
    private final Pages pages;
    private final RefusalProblems problems;
    private final Clock clock;

    CodePages(SignInRedirects redirects, Pages pages, RefusalProblems problems, Clock clock) {
        this.redirects = redirects;
        this.pages = pages;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * The content of the channel choice.
     *
     * @param others the authenticators that can be used instead
     * @param closed time until any code can be sent; zero if one can be sent now
     */
    @TemplateData
    record ChannelChoice(
            List<Destination> channels,
            OtherWays others,
            boolean phoneOpen,
            boolean recoverable,
            Countdown closed,
            FormErrors errors) {
        public boolean numberMissing() {
            return phoneOpen && channels.stream().noneMatch(ChannelNames::sms);
        }
    }

    /** Returns the page of the flow's current step. */
    public Response current(Flow flow, SignInOutcome.View view) {
        String page = SignInRedirects.page(view, flow);
        if (!page.equals(flow.code().page())) {
            return Pages.redirectTo(page);
        }
        return view.reset()
                .map(reset -> pages.show(200, resetRequested(flow, reset)))
                .or(() -> withoutChoice(flow, view))
                .orElseGet(() -> pages.show(200, page(flow, view, FormErrors.NONE)));
    }

    /** Returns the page that tells when the requested removal of the authenticators takes effect. */
    private PageTemplate resetRequested(Flow flow, FactorReset reset) {
        DisplayTime at = reset.effectiveAt()
                .map(effective -> DisplayTime.of(effective, pages.language(flow.realm())))
                .orElse(null);
        return new ResetRequested(pages.layout(flow.realm()), flow, reset.approverNames(), at);
    }

    /** Returns the page with the error of a malformed code, which uses up no attempt. */
    public Response malformed(Flow flow, SignInOutcome.View view, boolean blank) {
        if (view.code().isEmpty()) {
            return current(flow, view);
        }
        CodeMessages messages = pages.messages(CodeMessages.class, flow.realm());
        String message = blank
                ? messages.missing()
                : messages.malformed(view.code().get().code().length());
        return pages.show(400, page(flow, view, FormErrors.at("code", message)));
    }

    /** Returns the page with a refusal that does not end the flow. */
    public Response refused(Flow flow, SignInOutcome.View view, Refusal refusal) {
        return withoutChoice(flow, view).orElseGet(() -> {
            Problem problem = problems.of(refusal);
            FormErrors errors = FormErrors.at("code", message(flow.realm(), view, refusal, problem));
            return pages.refuse(problem, page(flow, view, errors));
        });
    }

    /** Returns the delivery state as text in the reader's language. */
    public String delivery(Realm realm, DeliveryFate fate) {
        CodeMessages messages = pages.messages(CodeMessages.class, realm);
        return switch (fate.state()) {
            case QUEUED -> messages.queued();
            case SENT -> messages.sent();
            case DELIVERED -> messages.delivered();
            case FAILED -> messages.failed(fate.failure().orElse(SendFailure.TROUBLE));
        };
    }

    /**
     * Returns the response if there is no channel to choose and no code to enter: number missing, recovery codes only,
     * or no attempts left.
     */
    private Optional<Response> withoutChoice(Flow flow, SignInOutcome.View view) {
        if (view.channels().isEmpty()) {
            String page = SignInRedirects.page(view, flow);
            boolean another = !page.equals(flow.code().page());
            return Optional.of(Pages.redirectTo(another ? page : flow.code().recovery()));
        }
        return view.code()
                .filter(sent -> sent.code().attemptsLeft() <= 0)
                .map(sent -> redirects.end(Refusal.of(Reason.CODE_USED_UP), flow));
    }

    /** Returns the label of the option to trust this browser; empty if the realm trusts none. */
    public String trust(Flow flow, SignInOutcome.View view) {
        boolean numberFollows = view.provesMailbox() && !mfa(flow).method().allows(Channel.EMAIL);
        if (!flow.signIn() || numberFollows) {
            return "";
        }
        CodeMessages messages = pages.messages(CodeMessages.class, flow.realm());
        return switch (mfa(flow).interval()) {
            case ALWAYS -> "";
            case DAY -> messages.trustDay();
            case WEEK -> messages.trustWeek();
            case MONTH -> messages.trustMonth();
        };
    }

    private static RealmSettings.Mfa mfa(Flow flow) {
        return flow.realm().settings().mfa();
    }

    private PageTemplate page(Flow flow, SignInOutcome.View view, FormErrors errors) {
        PageLayout layout = pages.layout(flow.realm());
        Optional<CodeView> code = view.code().map(sent -> CodeView.of(view, sent, clock.instant()));
        return code.<PageTemplate>map(shown -> new Page(
                        layout, flow, shown, delivery(flow.realm(), shown.delivery()), trust(flow, view), errors))
                .orElseGet(() -> new Ways(layout, flow, channelChoice(view, errors)));
    }

    private String message(Realm realm, SignInOutcome.View view, Refusal refusal, Problem problem) {
        CodeMessages messages = pages.messages(CodeMessages.class, realm);
        String wait =
                problem.retryAfter().map(left -> Countdown.of(left).text()).orElse("");
        return switch (refusal.reason()) {
            case INVALID_CODE -> {
                int left = problem.attemptsLeft().orElse(0);
                yield refusal.replaced()
                        .map(tags -> messages.replaced(tags.entered(), tags.newest(), left))
                        .orElseGet(() -> messages.wrong(tag(view), left));
            }
            case CODE_EXPIRED -> messages.wrongExpired();
            case RESEND_TOO_SOON -> messages.tooSoon(wait);
            case THROTTLED -> messages.limited(wait);
            case LOCKED -> messages.sendsLocked(wait);
            case CHANNEL_NOT_ALLOWED, PHONE_NOT_ALLOWED -> messages.channelGone();
            case PHONE_DISPUTED -> messages.phoneDisputed(realm.settings().displayName());
            case AUTHENTICATOR_SUSPENDED ->
                messages.authenticatorSuspended(realm.settings().displayName());
            case INVALID_CREDENTIALS,
                    PASSWORD_GUESSED,
                    FLOW_EXPIRED,
                    STEP_NOT_ALLOWED,
                    CODE_USED_UP,
                    ENROLLMENT_TOO_RECENT,
                    PASSKEY_REFUSED,
                    TOO_MANY_PASSKEYS,
                    AUTHENTICATOR_REQUIRED ->
                throw new IllegalStateException("No refusal of a code: " + refusal.reason());
        };
    }

    private static String tag(SignInOutcome.View view) {
        return view.code().map(sent -> sent.code().tag()).orElse("");
    }

    private ChannelChoice channelChoice(SignInOutcome.View view, FormErrors errors) {
        Countdown closed = view.unsent()
                .flatMap(Refusal::until)
                .map(end -> Countdown.until(end, clock.instant()))
                .orElse(new Countdown(0));
        return new ChannelChoice(
                view.channels(), OtherWays.of(view), view.phoneOpen(), view.recoverable(), closed, errors);
    }

    record Page(PageLayout layout, Flow flow, CodeView code, String delivery, String trust, FormErrors errors)
            implements PageTemplate {}

    record ResetRequested(PageLayout layout, Flow flow, String approvers, DisplayTime at) implements PageTemplate {}

    public record Ways(PageLayout layout, Flow flow, ChannelChoice ways) implements PageTemplate {}
}
