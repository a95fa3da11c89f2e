package pl.chronobook.identity.session;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.AccountNotices.Notice;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.SecurityEvent;

/**
 * Adds the open notices of the account to the start page and the pages of the account.
 */
@ControllerAdvice
class OpenNotices {

	private final AccountNotices notices;

	private final Accounts accounts;

	OpenNotices(AccountNotices notices, Accounts accounts) {
		this.notices = notices;
		this.accounts = accounts;
	}

	@ModelAttribute("accountNotices")
	@Nullable List<NoticeRow> accountNotices(@CurrentReader @Nullable ReaderId reader, HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		boolean shown = "GET".equals(request.getMethod()) && ("/".equals(path) || path.startsWith("/account"));
		List<Notice> open = (reader != null && shown) ? this.notices.open(reader, SignInRecord.idOf(request))
				: List.of();
		if (reader == null || open.isEmpty()) {
			return null;
		}
		ZoneId zone = this.accounts.get(reader).zone();
		return open.stream()
			.map((notice) -> new NoticeRow(notice.event(), notice.device(), notice.at().atZone(zone)))
			.toList();
	}

	/**
	 * A notice on the page.
	 *
	 * @param event the event
	 * @param device the browser that caused it, in words; empty if it is unknown
	 * @param at the moment of the event, in the reader's zone
	 */
	record NoticeRow(SecurityEvent event, String device, ZonedDateTime at) {
	}

}
