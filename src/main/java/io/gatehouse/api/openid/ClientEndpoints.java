package io.gatehouse.api.openid;

import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.RequestContext;
import io.gatehouse.openid.authorization.PushedAuthorizationService;
import io.gatehouse.openid.grant.TokenInspection;
import io.gatehouse.openid.grant.TokenService;
import io.gatehouse.realm.Realm;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** The endpoints that OpenID clients call themselves, authenticated by their own credentials. */
@Path("/realms/{realm}/oidc")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class ClientEndpoints {
    private final RequestedRealm realms;
    private final ClientRequests requests;
    private final TokenService tokens;
    private final TokenInspection inspection;
    private final PushedAuthorizationService pushed;
    private final RequestContext context;

    ClientEndpoints(
            RequestedRealm realms,
            ClientRequests requests,
            TokenService tokens,
            TokenInspection inspection,
            PushedAuthorizationService pushed,
            RequestContext context) {
        this.realms = realms;
        this.requests = requests;
        this.tokens = tokens;
        this.inspection = inspection;
        this.pushed = pushed;
        this.context = context;
    }

    /** Exchanges an authorization code or a refresh token for tokens (RFC 6749, section 3.2). */
    @POST
    @Path("/token")
    public RestResponse<String> exchangeGrant(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return requests.handle(
                realm,
                "token",
                TokenRequest::parse,
                TokenRequest::getClientID,
                (client, request, proof) -> tokens.exchange(realm, client, request, proof, context.requester())
                        .toHTTPResponse());
    }

    /** Keeps an authorization request for 90 seconds (RFC 9126). */
    @POST
    @Path("/par")
    public RestResponse<String> pushAuthorizationRequest(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return requests.handle(
                realm,
                "par",
                PushedAuthorizationRequest::parse,
                request -> request.getAuthorizationRequest().getClientID(),
                (client, request, proof) -> pushed.push(
                                realm,
                                client,
                                request.getAuthorizationRequest().toParameters(),
                                proof,
                                context.requester())
                        .toHTTPResponse());
    }

    /** Revokes a token with all that were issued for the same sign-in (RFC 7009). */
    @POST
    @Path("/revoke")
    public RestResponse<String> revokeToken(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return requests.handle(
                realm,
                "revoke",
                TokenRevocationRequest::parse,
                TokenRevocationRequest::getClientID,
                (client, request, proof) -> {
                    inspection.revoke(realm, client, request.getToken().getValue());
                    return new HTTPResponse(HTTPResponse.SC_OK);
                });
    }

    /** Describes a token to a confidential client (RFC 7662). */
    @POST
    @Path("/introspect")
    public RestResponse<String> introspectToken(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return requests.handle(
                realm,
                "introspect",
                TokenIntrospectionRequest::parse,
                request -> null,
                (client, request, proof) -> inspection
                        .introspect(realm, client, request.getToken().getValue())
                        .toHTTPResponse());
    }
}
