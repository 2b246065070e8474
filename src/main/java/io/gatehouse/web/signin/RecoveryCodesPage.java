package io.gatehouse.web.signin;

import io.gatehouse.account.OwnAccount;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.qute.TemplateData;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Offers recovery codes, and shows a new set once. */
@Path("/realms/{realm}/account/recovery-codes")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class RecoveryCodesPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final OwnAccount account;
    private final RecoveryCodes codes;
    private final Pages pages;
    private final PageRequest request;

    RecoveryCodesPage(
            SecurityIdentity identity,
            StepUpGate gate,
            OwnAccount account,
            RecoveryCodes codes,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.account = account;
        this.codes = codes;
        this.pages = pages;
        this.request = request;
    }

    /**
     * The content of the offer.
     *
     * @param end the page after this one
     * @param returnTo the page to return to; may be empty
     */
    @TemplateData
    record Offer(int left, String end, String returnTo) {}

    /**
     * The new codes.
     *
     * @param file data URL of the codes as a text file
     */
    record CodeSet(List<String> codes, String file, String end) {}

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("return_to") String requestedPage) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> offer(caller, requestedPage));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response renew(@PathParam("realm") String slug, @FormParam("return_to") String requestedPage) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(
                caller,
                () -> {
                    List<String> fresh = account.renewRecoveryCodes(request.caller(caller));
                    var set = new CodeSet(fresh, file(fresh), end(caller, requestedPage));
                    return pages.show(200, new CodesPage(pages.layout(caller.realm()), set));
                },
                () -> offer(caller, requestedPage));
    }

    private Response offer(SignedIn caller, String requestedPage) {
        String returnTo = ReturnTo.parse(requestedPage).map(ReturnTo::value).orElse("");
        var offer = new Offer(codes.countUsable(caller.administrator().id()), end(caller, requestedPage), returnTo);
        return pages.show(200, new OfferPage(pages.layout(caller.realm()), offer));
    }

    /** Returns the codes as a data URL, so that they cannot be downloaded a second time. */
    private static String file(List<String> codes) {
        String text = URLEncoder.encode(String.join("\r\n", codes), StandardCharsets.UTF_8);
        return "data:text/plain;charset=utf-8," + text;
    }

    private static String end(SignedIn caller, String requestedPage) {
        return ReturnTo.parse(requestedPage)
                .map(ReturnTo::value)
                .orElseGet(() -> new RealmPaths(caller.realm().slug()).account());
    }

    record OfferPage(PageLayout layout, Offer offer) implements PageTemplate {}

    record CodesPage(PageLayout layout, CodeSet set) implements PageTemplate {}
}
