package io.gatehouse.web.layout;

import io.quarkus.qute.TemplateData;

/**
 * The layout around every page: language, title, style sheet and navigation.
 *
 * @param language BCP 47 tag of the page's language
 * @param place name of the realm, or of the product outside any realm
 * @param realm name of the realm; empty outside any realm
 * @param styleSheet its URL
 * @param scheme the chosen color scheme; empty for the system's
 * @param navigation links of the console; empty outside the console
 */
@TemplateData
public record PageLayout(
        String language,
        String place,
        String realm,
        RealmPaths paths,
        String styleSheet,
        String scheme,
        Navigation navigation) {}
