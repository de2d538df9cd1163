/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {

    @Test
    void a_name_without_a_namespace_means_the_only_service_of_it() {
        ServiceName names = ServiceName.among(List.of("shop/cart", "shop/cart", "cart", "a/mail", "b/mail", "web"));

        assertThat(names.of("cart")).isEqualTo("shop/cart");
        assertThat(names.of("shop/cart")).isEqualTo("shop/cart");
        assertThat(names.of("mail")).isEqualTo("mail");
        assertThat(names.of("web")).isEqualTo("web");
        assertThat(names.of("nobody")).isEqualTo("nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "shop/cart, cart",
        "cart, cart",
        "https://shop.example, https://shop.example",
        "https://shop.example/a, https://shop.example/a",
        "/cart, /cart",
        "shop/, shop/",
        "/, /"
    })
    void a_namespace_is_one_word_in_front(String name, String bare) {
        assertThat(ServiceName.bare(name)).isEqualTo(bare);
    }
}
