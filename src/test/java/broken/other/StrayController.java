package broken.other;

import org.springframework.web.bind.annotation.RestController;

@RestController
class StrayController {

}
