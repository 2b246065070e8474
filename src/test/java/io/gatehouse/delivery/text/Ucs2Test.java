package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Ucs2Test {
    @Test
    void cuts_between_characters() {
        assertThat(Ucs2.fit("東京管理室", 5)).isEqualTo("東京管理室");
        assertThat(Ucs2.fit("東京管理室", 2)).isEqualTo("東京");
        assertThat(Ucs2.fit("東😀", 2)).isEqualTo("東");
        assertThat(Ucs2.fit("東京", 0)).isEmpty();
        assertThat(Ucs2.fit("東京", -3)).isEmpty();
    }
}
