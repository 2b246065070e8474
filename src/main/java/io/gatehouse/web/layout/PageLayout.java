package io.gatehouse.web.layout;

import io.quarkus.qute.TemplateData;
import java.util.List;

/**
 * The layout around every page: language, title, style sheets and navigation.
 *
 * @param language BCP 47 tag of the page's language
 * @param place name of the realm, or of the product outside any realm
 * @param realm name of the realm; empty outside any realm
 * @param navigation links of the console; empty outside the console
 */
@TemplateData
public record PageLayout(
        String language,
        String place,
        String realm,
        RealmPaths paths,
        List<String> styleSheets,
        Navigation navigation) {}
