package io.gatehouse.web.layout;

import io.quarkus.qute.TemplateInstance;

/** The template of a page, with the layout that it is rendered in. */
public interface PageTemplate extends TemplateInstance {
    PageLayout layout();
}
