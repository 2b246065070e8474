package io.gatehouse.api.administration;

import io.gatehouse.administration.settings.SettingsChanges;
import io.gatehouse.api.support.EntityTags;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.otp.SendLimits;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.SettingsRule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads and changes the realm's settings. */
@Path("/api/v1/realms/{realm}/settings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class SettingsResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final SettingsChanges changes;
    private final SendLimits limits;

    SettingsResource(RequestedRealm realms, RequestCaller caller, SettingsChanges changes, SendLimits limits) {
        this.realms = realms;
        this.caller = caller;
        this.changes = changes;
        this.limits = limits;
    }

    @GET
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    @Operation(summary = "Returns the current settings")
    public RestResponse<SettingsBody> getSettings(@PathParam("realm") String slug) {
        return response(realms.get(slug));
    }

    @PUT
    @Operation(summary = "Replaces the settings unless they were changed in the meantime")
    public RestResponse<SettingsBody> changeSettings(
            @PathParam("realm") String slug,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid SettingsBody body) {
        Realm realm = realms.get(slug);
        LongPredicate known = EntityTags.required(ifMatch);
        int ownLimit = limits.defaultDailyLimit(realm.id());
        var edit = SettingsChanges.Edit.replaceAll(known, stored -> body.appliedTo(stored, ownLimit));
        return changes.change(caller.caller(), edit)
                .fold(
                        this::response,
                        rules -> {
                            throw broken(rules);
                        },
                        current -> {
                            throw stale(current);
                        },
                        channels -> {
                            throw unproven(channels);
                        },
                        minimum -> {
                            throw unmet(minimum);
                        });
    }

    private RestResponse<SettingsBody> response(Realm realm) {
        return RestResponse.ResponseBuilder.ok(body(realm))
                .header(HttpHeaders.ETAG, EntityTags.of(realm.version()))
                .build();
    }

    private SettingsBody body(Realm realm) {
        RealmSettings settings = realm.settings();
        return SettingsBody.of(
                settings, limits.dailyLimit(realm.id(), settings.sms().dailyLimit()));
    }

    private static ProblemException broken(Set<SettingsRule> rules) {
        return new ProblemException(Problem.of(ProblemCode.INVALID_REQUEST, "One or more settings are not allowed.")
                .withErrors(rules.stream()
                        .map(rule -> new Problem.FieldError(rule.field(), "invalid", rule.advice()))
                        .toList()));
    }

    private ProblemException stale(Realm current) {
        return new ProblemException(
                Problem.of(ProblemCode.PRECONDITION_FAILED, "Compare yours with the current ones, then try again.")
                        .withCurrent(new Problem.Current(body(current), EntityTags.of(current.version()))));
    }

    private static ProblemException unproven(Set<Channel> channels) {
        String names = channels.stream()
                .map(channel -> channel.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
        return new ProblemException(
                ProblemCode.CHANNEL_NOT_PROVEN, "Prove " + names + " at /settings/test first, by a code of your own.");
    }

    private static ProblemException unmet(FactorStrength minimum) {
        return new ProblemException(
                ProblemCode.CHANNEL_NOT_PROVEN,
                "With multi-factor sign-in on, step up by " + minimum.name().toLowerCase(Locale.ROOT)
                        + " first: the minimum covers your own role.");
    }
}
