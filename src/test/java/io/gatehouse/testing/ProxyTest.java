package io.gatehouse.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skips the test where that proxy is not installed; with {@code GATEHOUSE_REQUIRE_PROXIES=true} it fails there. */
@ExtendWith(ProxyCondition.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ProxyTest {

    /** Which one. */
    ExampleProxy value();
}
