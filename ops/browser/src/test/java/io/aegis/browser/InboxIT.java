/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the inbox shows, of whom, and what its address keeps. */
class InboxIT extends InboxFixture {

    InboxIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    @Test
    void what_the_filters_show_is_saved_as_a_file() throws Exception {
        product().feedback("The lemur page is lovely");
        product().feedback("The invoice for the lemur is wrong");
        Page page = inbox("lemur&topic=Billing");
        assertThat(rows(page)).hasCount(1);

        Download file = page.waitForDownload(() -> page.getByText("CSV", new Page.GetByTextOptions().setExact(true))
                .click());

        assertThat(file.suggestedFilename()).isEqualTo("feedback.csv");
        assertThat(Files.readString(file.path()))
                .contains("The invoice for the lemur")
                .doesNotContain("lovely");
        page.context().close();
    }

    @Test
    void what_others_do_shows_without_moving_what_one_reads() {
        String first =
                product().feedback("The menu is confusing, heron one").get("id").getAsString();
        Page page = inbox("heron");
        Page other = inbox("heron");
        assertThat(rows(page)).hasCount(1);

        product().feedback("The menu is confusing, heron two");

        assertThat(page.locator(".newcomers")).hasText("1 new");
        assertThat(rows(page)).hasCount(1);
        page.locator(".newcomers").click();
        assertThat(rows(page)).hasCount(2);

        other.locator("[data-row='" + first + "']").click();
        other.locator("#note").fill("explained");
        other.getByText("Resolve", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[data-row='" + first + "']")).containsText("Resolved");
        assertThat(rows(page)).hasCount(2);
        page.context().close();
        other.context().close();
    }

    @Test
    void markup_that_a_customer_wrote_is_text() {
        String text =
                "otter <script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'> <b>bold</b> claims";
        String id = product().feedback(text).get("id").getAsString();
        Page page = inbox("otter");
        rows(page).first().click();
        assertThat(page.locator(".detail .text")).hasText(text);
        assertThat(page.locator(".detail .verdict").first()).isVisible();
        for (String where :
                List.of("/#/reviews", "/#/inbox?status=all&id=" + id, "/#/inbox?q=%3Cscript%3Ealert(1)%3C/script%3E")) {
            page.navigate(where);
            page.locator("h1").waitFor();
        }
        assertThat(page.evaluate("window.harmed")).isNull();
        assertThat(page.locator("main script, main img, main b")).hasCount(0);
        page.context().close();
    }

    @Test
    void a_text_that_the_llm_refused_says_so() throws Exception {
        String id = product()
                .feedback("The dosage in my order was wrong, quokka")
                .get("id")
                .getAsString();
        product().feedback("The colour of my order was wrong, quokka");
        Backstage.refuse(product(), id);
        Page page = inbox("quokka");
        assertThat(rows(page)).hasCount(2);
        assertThat(rows(page).filter(new Locator.FilterOptions().setHasText("LLM refused")))
                .hasCount(1);
        page.locator("[data-row='" + id + "']").click();
        assertThat(page.locator(".detail-head")).containsText("LLM refused");
        assertThat(page.locator(".detail .facts")).containsText("as the LLM refused the text");
        page.context().close();
    }

    @Test
    void the_address_holds_what_is_shown() {
        product().feedback("Somebody hacked my account, ibex thief");
        product().feedback("Lovely ibex pictures, thank you");
        Page page = inbox("ibex");
        page.locator("select[name=urgent]").selectOption("true");
        assertThat(rows(page)).hasCount(1);
        rows(page).first().click();
        assertThat(page.locator(".detail .text")).containsText("thief");

        page.reload();

        assertThat(page.locator(".detail .text")).containsText("thief");
        assertThat(rows(page)).hasCount(1);
        assertThat(page.locator("select[name=urgent]")).hasValue("true");
        page.goBack();
        page.goBack();
        assertThat(rows(page)).hasCount(2);
        page.context().close();
    }

    @Test
    void older_rows_are_loaded_on_demand_and_none_twice() {
        IntStream.range(0, 120).forEach(i -> product().feedback("The lynx report is slow, number " + i));
        Page page = workplace().window(product(), 400, ColorScheme.DARK);
        page.navigate("/#/inbox?q=lynx");
        assertThat(rows(page)).hasCount(50);
        page.locator(".more").click();
        assertThat(rows(page)).hasCount(100);
        page.locator(".more").click();
        assertThat(rows(page)).hasCount(120);
        assertThat(page.locator(".more")).hasCount(0);
        assertThat((Integer) page.evaluate(
                        "new Set([...document.querySelectorAll('[data-row]')].map((row) => row.dataset.row)).size"))
                .isEqualTo(120);
        page.context().close();
    }

    @Test
    void the_first_view_is_small() {
        Page page = workplace().window(product());
        List<Response> responses = new ArrayList<>();
        page.onResponse(responses::add);
        page.navigate("/");
        page.locator(".tile").first().waitFor();
        long bytes = List.copyOf(responses).stream()
                .filter(response ->
                        response.url().contains("/assets/") || response.url().endsWith("/"))
                .mapToLong(response -> response.request().sizes().responseBodySize)
                .sum();
        assertThat(bytes).isBetween(1_000L, 300_000L);
        page.context().close();
    }
}
