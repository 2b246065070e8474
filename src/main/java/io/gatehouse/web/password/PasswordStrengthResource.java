package io.gatehouse.web.password;

import io.gatehouse.password.PasswordStrength;
import io.gatehouse.password.PasswordStrength.Estimate;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** Estimates the strength of a password while it is typed. The result is advice only; nothing is stored. */
@Path("/realms/{realm}/password-strength")
@PermitAll
public class PasswordStrengthResource {
    /** Per client address: about as many requests as three typing users send. */
    private static final int PER_MINUTE = 120;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Realms realms;
    private final PasswordStrength strength;
    private final RateLimiter limiter;
    private final Pages pages;
    private final PageRequest request;

    PasswordStrengthResource(
            Realms realms, PasswordStrength strength, RateLimiter limiter, Pages pages, PageRequest request) {
        this.realms = realms;
        this.strength = strength;
        this.limiter = limiter;
        this.pages = pages;
        this.request = request;
    }

    /** The names of {@link Estimate#score}. */
    enum Grade {
        VERY_WEAK,
        WEAK,
        FAIR,
        GOOD,
        STRONG
    }

    /** The password typed so far. */
    public record Candidate(@NotNull @Size(max = 1024) String password) {
        /** Omits the password. */
        @Override
        public String toString() {
            return "Candidate";
        }
    }

    /**
     * The result.
     *
     * @param score 0 to 4
     * @param text the score as text, and advice to make the password stronger
     */
    public record Judgement(int score, String text) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Judgement judge(@PathParam("realm") String slug, @Valid Candidate candidate) {
        var realm = realms.get(slug);
        limiter.acquire("password-strength", request.requester().source(), PER_MINUTE, MINUTE);
        Estimate estimate = strength.estimate(candidate.password());
        ResetMessages messages = pages.messages(ResetMessages.class, realm);
        return new Judgement(
                estimate.score(),
                messages.strength(
                        messages.grade(Grade.values()[estimate.score()]), messages.advice(estimate.advice())));
    }
}
