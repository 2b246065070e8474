package portal;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Sign-in by Gatehouse, a second factor for some pages, and logout in both directions. */
@Configuration
class SecurityConfiguration {
    private static final Set<String> STRONG = Set.of("urn:gatehouse:mfa", "urn:gatehouse:phr");
    private static final String SIGN_IN = "/oauth2/authorization/gatehouse";

    @Bean
    SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository registrations) {
        var requests = new HttpSessionRequestCache();
        var loggedOut = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        loggedOut.setPostLogoutRedirectUri("{baseUrl}/");
        return http.authorizeHttpRequests(paths -> paths.requestMatchers("/step-up")
                        .access((authentication, context) -> new AuthorizationDecision(
                                authentication.get().getPrincipal() instanceof OidcUser user
                                        && STRONG.contains(user.getClaimAsString("acr"))))
                        .anyRequest()
                        .authenticated())
                .requestCache(cache -> cache.requestCache(requests))
                .oauth2Login(login ->
                        login.authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(
                                resolver(registrations))))
                .exceptionHandling(handling -> handling.defaultAccessDeniedHandlerFor(
                        (request, response, denied) -> {
                            requests.saveRequest(request, response);
                            response.sendRedirect(SIGN_IN + "?acr_values=urn:gatehouse:mfa");
                        },
                        PathPatternRequestMatcher.withDefaults().matcher("/step-up")))
                .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
                .logout(logout -> logout.logoutSuccessHandler(loggedOut))
                .build();
    }

    /** Passes {@code acr_values} on to Gatehouse, which asks for that authentication in the same session. */
    private static DefaultOAuth2AuthorizationRequestResolver resolver(ClientRegistrationRepository registrations) {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations, "/oauth2/authorization");
        resolver.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce().andThen(builder -> {
                    var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
                    String acrValues = attributes.getRequest().getParameter("acr_values");
                    if (acrValues != null) {
                        builder.additionalParameters(parameters -> parameters.put("acr_values", acrValues));
                    }
                }));
        return resolver;
    }
}
