/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class GroupsIT extends DashboardTest {

    private static final String TEXT =
            "<b>The walrus</b> in the corner of the settings page covers the save button, case ";

    GroupsIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    @Test
    void many_that_say_the_same_are_seen_as_one_and_their_regression_too() {
        String first = product().feedback(TEXT + 1).get("id").getAsString();
        product().feedback(TEXT + 2);
        product().feedback(TEXT + 3);
        product().group();
        Page page = workplace().window(product());
        page.navigate("/#/inbox?q=walrus");
        Locator badges = page.locator(".rows .row [data-group]");
        assertThat(badges).hasCount(3);
        assertThat(badges.first()).hasText("3 say the same");
        // What is there before the answers is three rows too, and a click on one of them would be lost.
        page.waitForResponse(
                answer -> answer.url().contains("/feedback/groups?ids="),
                () -> badges.first().click());
        assertThat(page.locator(".rows .row")).hasCount(3);
        page.locator(".rows .row").first().click();
        page.locator(".detail .chips a", new Page.LocatorOptions().setHasText("3 say the same"))
                .click();
        assertThat(page).hasURL(Pattern.compile("#/groups"));
        assertThat(page.locator(".detail .text")).containsText("The walrus in the corner");
        assertThat(page.locator(".detail a.row .row-text").first()).containsText("<b>The walrus</b>");
        assertThat(page.locator(".detail .facts")).containsText("3 of 3");
        assertThat(page.locator(".detail a.row")).hasCount(3);

        String group = product().get("/feedback/" + first).get("group_id").getAsString();
        product()
                .get("/feedback?group=" + group)
                .getAsJsonArray("items")
                .forEach(row -> product()
                        .send(
                                "PATCH",
                                "/feedback/" + row.getAsJsonObject().get("id").getAsString() + "/resolve",
                                ""));
        product().feedback(TEXT + 4);
        product().group();
        page.navigate("/#/overview");
        page.locator("h1").waitFor();
        page.keyboard().press("g");
        page.keyboard().press("u");
        page.locator(".segment", new Page.LocatorOptions().setHasText("Regressed"))
                .click();
        Locator row = page.locator("[data-row='" + group + "']");
        assertThat(row).containsText("4 texts");
        assertThat(row).containsText("1 open");
        // It is in the list of all groups too, where a larger one comes first.
        assertThat(page.locator(".rows .row").first()).hasAttribute("data-row", group);
        page.keyboard().press("j");
        assertThat(page.locator(".detail .facts")).containsText("1 of 4");
        page.keyboard().press("Escape");
        assertThat(page.locator(".detail")).containsText("Select a group");
        page.context().close();
    }

    @Test
    void groups_are_merged_and_a_text_is_taken_out_by_hand() {
        String one = product()
                .feedback("The narwhal costume <i>tears</i> at its horn, size 1")
                .get("id")
                .getAsString();
        String lone = product()
                .feedback("The narwhal costume <i>tears</i> at its horn, size 2")
                .get("id")
                .getAsString();
        String other = product()
                .feedback("Nobody at the aquarium shop ever picks up the phone, call 1")
                .get("id")
                .getAsString();
        product().feedback("Nobody at the aquarium shop ever picks up the phone, call 2");
        product().group();
        String from = groupOf(one);
        String into = groupOf(other);
        Page page = workplace().window(product(), 400, ColorScheme.DARK);
        page.navigate("/#/groups?id=" + from);
        Locator detail = page.locator(".detail");
        assertThat(detail.locator("a.row")).hasCount(2);
        detail.getByText("Merge into another…").click();
        page.locator("#merge-into").selectOption(into);
        Shots.take(page, "groups-merge", 400, ColorScheme.DARK);
        detail.getByText("Merge", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("dialog")).containsText("Nobody at the aquarium shop");
        page.locator("dialog .button.danger").click();
        assertThat(page).hasURL(Pattern.compile("id=" + into));
        assertThat(detail.locator("a.row")).hasCount(4);

        page.getByLabel("Take out: The narwhal costume <i>tears</i> at its horn, size 2")
                .click();
        page.locator("dialog .button.danger").click();
        assertThat(detail.locator("a.row")).hasCount(3);
        assertThat(detail.locator(".chips")).containsText("3 texts");
        page.setViewportSize(1280, 900);
        Shots.take(page, "groups-merged", 1280, ColorScheme.DARK);
        page.context().close();

        product().group();
        Assertions.assertThat(groupOf(one)).as("no job undoes it").isEqualTo(into);
        Assertions.assertThat(product().get("/feedback/" + lone).get("group_id").isJsonNull())
                .isTrue();
    }

    private String groupOf(String feedback) {
        return product().get("/feedback/" + feedback).get("group_id").getAsString();
    }
}
