package io.gatehouse.web.security;

import io.gatehouse.session.StepUp;
import io.gatehouse.web.form.ShownPages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Requires a recent authentication for a page or change, and redirects to the step-up if there is none, which returns to the
 * page. A form that was posted is shown again then, as filled in: the caller has to check and post it once more, since it may
 * have been another who posted it before the step-up.
 */
@RequestScoped
@Named("stepUpGate")
public class StepUpGate {
    private final StepUp stepUp;
    private final ShownPages pages;
    private final RoutingContext routing;
    private boolean unsaved;

    StepUpGate(StepUp stepUp, ShownPages pages, RoutingContext routing) {
        this.stepUp = stepUp;
        this.pages = pages;
        this.routing = routing;
    }

    /**
     * Returns the page, or a redirect to the step-up.
     *
     * @throws io.gatehouse.kernel.NotPermittedException if the account cannot step up at the moment
     */
    public Response require(SignedIn caller, Supplier<Response> page) {
        stepUp.requirePossible(caller.administrator());
        return isFresh(caller)
                ? page.get()
                : redirectToStepUp(caller, routing.request().uri(), List.of());
    }

    /**
     * Returns the response to a posted form, or a redirect to the step-up, which returns to the form at the same path. If the
     * form cannot be kept, the response is that fault, and the form remains in the browser.
     *
     * @param form the page of the form, filled in as posted but for passwords and codes
     * @throws io.gatehouse.kernel.NotPermittedException if the account cannot step up at the moment
     */
    public Response require(SignedIn caller, Supplier<Response> change, Supplier<Response> form) {
        stepUp.requirePossible(caller.administrator());
        if (isFresh(caller)) {
            return change.get();
        }
        return requireAgain(caller, form);
    }

    /**
     * Returns a redirect to the step-up, also after a recent one, which returns to the posted form: for a change that a stronger
     * factor has to confirm.
     *
     * @param form the page of the form, filled in as posted but for passwords and codes
     */
    public Response requireAgain(SignedIn caller, Supplier<Response> form) {
        unsaved = true;
        String path = routing.request().path();
        return redirectToStepUp(caller, path, pages.keepForStepUp(form.get(), caller, path, routing.request()));
    }

    /** Returns whether the page that is rendered is a form that was posted without effect, and must be posted again. */
    public boolean isUnsaved() {
        return unsaved;
    }

    private boolean isFresh(SignedIn caller) {
        return stepUp.isFresh(caller.realm(), caller.session());
    }

    private static Response redirectToStepUp(SignedIn caller, String page, List<NewCookie> cookies) {
        Optional<ReturnTo> returnTo = ReturnTo.parse(page);
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, new RealmPaths(caller.realm().slug()).stepUp(returnTo))
                .cookie(cookies.toArray(NewCookie[]::new))
                .build();
    }
}
