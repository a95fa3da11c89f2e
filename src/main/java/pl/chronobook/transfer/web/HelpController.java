package pl.chronobook.transfer.web;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * The pages of help: for each program, the way to export a file and the data that is
 * imported from it.
 */
@Controller
class HelpController {

	@GetMapping("/import/help/{address}")
	String help(@PathVariable String address, Model model) {
		model.addAttribute("topic",
				HelpTopic.of(address).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
		model.addAttribute("topics", HelpTopic.values());
		return "transfer/help";
	}

}
