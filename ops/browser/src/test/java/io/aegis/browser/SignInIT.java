/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInIT {

    private static final String KEY = "a long random text that nobody guesses";

    @Test
    void one_signs_in_with_a_key_and_out_again() throws Exception {
        try (Product product = new Product(Map.of("API_KEY", KEY));
                Workplace workplace = new Workplace()) {
            Page page = workplace.window(product);
            page.navigate("/#/inbox");
            page.locator("#key").fill("not the key");
            page.keyboard().press("Enter");
            assertThat(page.locator(".form-error")).containsText("Nobody holds this key");
            page.locator("#key").fill(KEY);
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Inbox");

            Cookie cookie = page.context().cookies().getFirst();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
            assertThat(cookie.value).doesNotContain("random");
            assertThat(page.evaluate("document.cookie + JSON.stringify(localStorage)")
                            .toString())
                    .doesNotContain("random")
                    .doesNotContain(cookie.value);

            page.getByLabel("Sign out").click();
            page.locator("#key").waitFor();
            page.context().addCookies(List.of(cookie));
            page.reload();
            page.locator("#key").waitFor();
            assertThat(workplace.complaints()).isEmpty();
        }
    }
}
