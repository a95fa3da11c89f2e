package pl.chronobook.catalog.web;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.catalog.Isbn;

/**
 * The share target of the installed application: a link or a text that another
 * application shares becomes a search, for its ISBN if it has one.
 *
 * @see <a href="https://w3c.github.io/web-share-target/">Web Share Target</a>
 */
@Controller
class ShareController {

	private static final int LONGEST = 2_000;

	private static final int LONGEST_QUERY = 200;

	private static final Pattern NUMBER = Pattern
		.compile("(?<![\\dA-Za-z])(97[89][- ]?)?(\\d[- ]?){9}[\\dXx](?![\\dA-Za-z])");

	private static final Pattern LINK = Pattern.compile("https?://\\S+");

	@GetMapping("/catalog/share")
	String share(@RequestParam(defaultValue = "") String title, @RequestParam(defaultValue = "") String text,
			@RequestParam(defaultValue = "") String url, RedirectAttributes redirect) {
		String isbn = Stream.of(text, url, title)
			.map(shared -> cut(shared, LONGEST))
			.flatMap(shared -> NUMBER.matcher(shared).results().map(MatchResult::group))
			.flatMap(number -> Isbn.parse(number).stream())
			.map(Isbn::value)
			.findFirst()
			.orElse(null);
		redirect.addAttribute("q",
				(isbn != null) ? isbn
						: Stream.of(title, text)
							.map(shared -> LINK.matcher(cut(shared, LONGEST)).replaceAll(" ").strip())
							.filter(words -> !words.isEmpty())
							.findFirst()
							.map(words -> cut(words, LONGEST_QUERY))
							.orElse(""));
		return "redirect:/catalog/search";
	}

	private static String cut(String text, int longest) {
		return (text.length() <= longest) ? text : text.substring(0, longest);
	}

}
