package io.gatehouse.web.signin;

import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.http.TypedCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Pages;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Locale;

/** Handles the forms of a flow's code: choice of channel, verification, resend. */
@ApplicationScoped
public class CodeForms {
    private final SignInRedirects redirects;
    private final CodePages pages;
    private final Clock clock;

    CodeForms(SignInRedirects redirects, CodePages pages, Clock clock) {
        this.redirects = redirects;
        this.pages = pages;
        this.clock = clock;
    }

    /** The delivery state, polled by the open page. */
    @RegisterForReflection
    public record Delivery(String state, String text) {}

    /** Returns the page of the flow's current step. */
    public Response page(CodeFlow code) {
        return code.current(view -> pages.current(code.flow(), view));
    }

    /** Returns the delivery state of the code as JSON. */
    public Response delivery(CodeFlow code) {
        return code.current(view -> view.code()
                .map(SentCode::delivery)
                .map(fate -> Response.ok(new Delivery(
                                fate.state().name().toLowerCase(Locale.ROOT),
                                pages.delivery(code.flow().realm(), fate)))
                        .build())
                .orElseGet(() -> Response.noContent().build()));
    }

    /** Verifies the code, unless it is malformed. */
    public Response submit(CodeFlow code, String submitted, boolean trusted) {
        String typed = submitted == null ? "" : submitted;
        return code.current(view -> {
            int length = view.code().map(sent -> sent.code().length()).orElse(0);
            return TypedCode.digits(typed, length)
                    .map(digits -> code.verify(digits, trusted, refusal -> refused(code, refusal)))
                    .orElseGet(() -> pages.malformed(code.flow(), view, typed.isBlank()));
        });
    }

    /** Sends a code by that channel; without one redirects to the code page. */
    public Response send(CodeFlow code, Channel channel) {
        if (channel == null) {
            return Pages.redirectTo(code.flow().code().page());
        }
        return code.send(
                channel,
                refusal -> refusal.reason() == Reason.LOCKED
                        ? code.current(view -> sendingLocked(code, view, refusal))
                        : refused(code, refusal));
    }

    private Response refused(CodeFlow code, Refusal refusal) {
        return redirects.refused(
                refusal, code.flow(), open -> code.current(view -> pages.refused(code.flow(), view, open)));
    }

    /** Shows the code page with the refusal: the last code or a recovery code can still be entered. */
    private Response sendingLocked(CodeFlow code, SignInOutcome.View view, Refusal refusal) {
        boolean over = view.code()
                .filter(sent -> !clock.instant().isBefore(sent.code().expiresAt()))
                .isPresent();
        return over ? redirects.end(refusal, code.flow()) : pages.refused(code.flow(), view, refusal);
    }
}
