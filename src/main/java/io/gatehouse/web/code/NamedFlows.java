package io.gatehouse.web.code;

import io.gatehouse.web.reset.ResetCodes;
import io.gatehouse.web.signin.CodeFlow;
import io.gatehouse.web.signin.CodeFlows;
import io.gatehouse.web.signin.SignInCodes;
import io.gatehouse.web.signin.StepUpCodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** Finds a browser's pending flow of the kind that a path names. */
@ApplicationScoped
class NamedFlows {
    /** The path parameter that names a kind. */
    static final String KINDS = "{flow: sign-in|step-up|password-reset}";

    private final SignInCodes signIns;
    private final StepUpCodes stepUps;
    private final ResetCodes resets;

    NamedFlows(SignInCodes signIns, StepUpCodes stepUps, ResetCodes resets) {
        this.signIns = signIns;
        this.stepUps = stepUps;
        this.resets = resets;
    }

    /** Cancels the flow if its button was pressed; otherwise returns that page. */
    Response in(String flow, String slug, String cancel, Function<CodeFlow, Response> page) {
        return in(flow, slug, cancel == null ? page : CodeFlow::cancel);
    }

    Response in(String flow, String slug, Function<CodeFlow, Response> page) {
        CodeFlows flows = switch (flow) {
            case "step-up" -> stepUps;
            case "password-reset" -> resets;
            default -> signIns;
        };
        return flows.in(slug, page);
    }
}
