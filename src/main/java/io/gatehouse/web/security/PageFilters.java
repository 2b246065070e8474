package io.gatehouse.web.security;

import io.gatehouse.web.layout.LanguageFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Binds the filters of pages to all resources in {@code web}, so that no page can be without them. */
@Provider
class PageFilters implements DynamicFeature {
    private static final String PAGES = "io.gatehouse.web.";

    private final SameOriginFilter sameOrigin;
    private final LanguageFilter language;

    PageFilters(SameOriginFilter sameOrigin, LanguageFilter language) {
        this.sameOrigin = sameOrigin;
        this.language = language;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (resource.getResourceClass().getName().startsWith(PAGES)) {
            context.register(language);
            if (!resource.getResourceMethod().isAnnotationPresent(FromOtherSites.class)) {
                context.register(sameOrigin);
            }
        }
    }
}
