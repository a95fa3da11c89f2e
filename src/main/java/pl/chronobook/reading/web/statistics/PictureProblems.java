package pl.chronobook.reading.web.statistics;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import pl.chronobook.reading.picture.PicturesBusyException;
import pl.chronobook.reading.picture.TooManyPicturesException;

/**
 * Answers requests for pictures that cannot be drawn now.
 */
@ControllerAdvice
class PictureProblems {

	@ExceptionHandler
	void busy(PicturesBusyException busy, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, "10");
		response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
	}

	@ExceptionHandler
	String tooMany(TooManyPicturesException refused, HttpServletResponse response, Model model) {
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refused.seconds()));
		response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		model.addAttribute("seconds", refused.seconds());
		return "reading/pictures-wait";
	}

}
