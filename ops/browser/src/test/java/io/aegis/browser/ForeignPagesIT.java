/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.aegis.db.keys.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pages of other sites can do to the product by the browser of somebody who may reach it. */
class ForeignPagesIT {

    private static final String NOT_ALLOWED = "TypeError";

    /** Posts feedback as a form of a company's site does; gives the status and whether the answer was readable. */
    private static final String POST_FEEDBACK = """
        ([url, key, text]) => fetch(url + '/feedback', {
          method: 'POST',
          headers: {'Content-Type': 'application/json', ...(key ? {'X-API-Key': key} : {})},
          body: JSON.stringify({raw_content: text})
        }).then(answer => answer.json().then(row => answer.status + ' ' + (row.status || row.type)),
                error => error.name)\
        """;

    /** Posts a file without asking first, which browsers let every page do. */
    private static final String POST_FILE = """
        ([url]) => {
          const form = new FormData();
          form.append('file', new Blob(['text\\nA page of a stranger put this here\\n'], {type: 'text/csv'}), 'a.csv');
          return fetch(url + '/feedback/batch_csv', {method: 'POST', mode: 'no-cors', body: form})
            .then(answer => answer.type, error => error.name);
        }\
        """;

    private static Object run(Page page, String script, Object... values) {
        return page.evaluate(script, List.of(values));
    }

    private static int imports(Product product) {
        return product.get("/feedback/imports").getAsJsonArray("items").size();
    }

    @Test
    void a_listed_site_posts_with_a_key_of_its_own_and_others_do_nothing() throws Exception {
        try (ForeignSite shop = new ForeignSite();
                ForeignSite evil = new ForeignSite();
                Product product = new Product(
                        Map.of("AEGIS_ALLOWED_ORIGINS", shop.origin(), "AEGIS_ALLOWED_HOSTS", "aegis.example"));
                Workplace workplace = new Workplace()) {
            String key = Backstage.key(product, Role.SUBMIT);
            Page page = workplace.window(product);

            page.navigate(shop.origin());
            assertThat(run(page, POST_FEEDBACK, product.url(), key, "A form of our own site sent this"))
                    .isEqualTo("201 Open");
            assertThat(run(page, POST_FEEDBACK, product.url(), key, "A form of our own site sent this"))
                    .as("a duplicate")
                    .isEqualTo("200 Open");

            page.navigate(evil.origin());
            assertThat(run(page, POST_FEEDBACK, product.url(), "", "No key, and no site of ours"))
                    .isEqualTo(NOT_ALLOWED);
            assertThat(run(page, POST_FEEDBACK, product.url(), Product.KEY, "The key that everybody knows"))
                    .isEqualTo(NOT_ALLOWED);
            assertThat(run(page, POST_FEEDBACK, product.url(), key, "A key that was found on a site of ours"))
                    .as("the browser asks first, and is not answered")
                    .isEqualTo(NOT_ALLOWED);
            int before = imports(product);
            assertThat(run(page, POST_FILE, product.url()))
                    .as("sent, but not taken")
                    .isEqualTo("opaque");
            assertThat(imports(product)).isEqualTo(before);
            assertThat(product.get("/feedback?q=site").getAsJsonArray("items").size())
                    .isEqualTo(1);

            page.navigate(shop.origin());
            run(page, POST_FILE, product.url());
            assertThat(imports(product)).as("a file of a listed site").isEqualTo(before + 1);
        }
    }
}
