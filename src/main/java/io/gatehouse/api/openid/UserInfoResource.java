package io.gatehouse.api.openid;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPTokenError;
import com.nimbusds.openid.connect.sdk.UserInfoErrorResponse;
import com.nimbusds.openid.connect.sdk.UserInfoSuccessResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.openid.grant.TokenInspection;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import net.minidev.json.JSONObject;
import org.jboss.resteasy.reactive.RestResponse;

/** Returns the claims about the administrator of a client's access token (OpenID Connect Core 1.0, section 5.3). */
@Path("/realms/{realm}/oidc/userinfo")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class UserInfoResource {
    private final RequestedRealm realms;
    private final ProtocolMessages messages;
    private final ProviderUrls urls;
    private final TokenInspection inspection;

    UserInfoResource(RequestedRealm realms, ProtocolMessages messages, ProviderUrls urls, TokenInspection inspection) {
        this.realms = realms;
        this.messages = messages;
        this.urls = urls;
        this.inspection = inspection;
    }

    @GET
    public RestResponse<String> getUserInfo(@PathParam("realm") String slug) {
        return userInfo(realms.get(slug));
    }

    @POST
    public RestResponse<String> postUserInfo(@PathParam("realm") String slug) {
        return userInfo(realms.get(slug));
    }

    private RestResponse<String> userInfo(Realm realm) {
        try {
            HTTPRequest request = messages.request(urls.userInfo(realm));
            AccessToken token = token(request);
            return inspection
                    .userInfo(realm, token, request.getMethod().name(), ProtocolMessages.proof(request))
                    .map(UserInfoResource::accepted)
                    .orElseGet(() -> refused(
                            token instanceof DPoPAccessToken
                                    ? new UserInfoErrorResponse(DPoPTokenError.INVALID_TOKEN)
                                    : new UserInfoErrorResponse(BearerTokenError.INVALID_TOKEN)));
        } catch (ParseException e) {
            return refused(error(Optional.ofNullable(e.getErrorObject())));
        }
    }

    /** Returns the token in the header, or else in the form (RFC 6750, sections 2.1 and 2.2); never one in the query. */
    private static AccessToken token(HTTPRequest request) throws ParseException {
        return request.getAuthorization() == null && request.getBody() != null
                ? BearerAccessToken.parse(request.getBodyAsFormParameters())
                : AccessToken.parse(request);
    }

    private static RestResponse<String> accepted(Map<String, Object> claims) {
        var response = new UserInfoSuccessResponse(new UserInfo(new JSONObject(claims)));
        return ProtocolMessages.response(response.toHTTPResponse());
    }

    private static UserInfoErrorResponse error(Optional<ErrorObject> error) {
        return error.filter(BearerTokenError.class::isInstance)
                .map(bearer -> new UserInfoErrorResponse((BearerTokenError) bearer))
                .orElseGet(() -> new UserInfoErrorResponse(BearerTokenError.MISSING_TOKEN));
    }

    private static RestResponse<String> refused(UserInfoErrorResponse error) {
        return ProtocolMessages.response(error.toHTTPResponse());
    }
}
