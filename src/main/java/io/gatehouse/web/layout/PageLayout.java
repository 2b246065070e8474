package io.gatehouse.web.layout;

import java.util.List;

/**
 * What surrounds every page.
 *
 * @param language BCP 47 tag of the page's language
 * @param place name of the realm, or of the product where no realm is known
 * @param realm its name again, empty where none is known
 * @param navigation the pages of the console around it
 */
public record PageLayout(
        String language,
        String place,
        String realm,
        RealmPaths paths,
        List<String> styleSheets,
        Navigation navigation) {}
