use super::*;

const HERE: &str = "192.168.1.23:43117";

fn hosts() -> Vec<String> {
    vec![HERE.to_owned(), "devbox.corp:43117".to_owned()]
}

fn asked(method: &str, path: &str) -> Asked {
    Asked { method: method.to_owned(), path: path.to_owned(), host: vec![HERE.to_owned()], ..Asked::default() }
}

fn status(asked: &Asked) -> u16 {
    route(asked, &hosts()).map_or_else(|reply| reply.status, |_| 200)
}

#[test]
fn every_request_of_the_table_and_no_other_is_let_in() {
    for (path, method, expected) in Route::ALL {
        assert_eq!(route(&asked(method, path), &hosts()), Ok(expected));
        for other in ["GET", "POST", "PUT", "OPTIONS", "HEAD", "DELETE", "PATCH", "TRACE", "CONNECT", "get"] {
            let reply = route(&asked(other, path), &hosts());
            assert!(other == method || reply.is_err_and(|reply| reply.status == 405 && reply.allow == Some(method)), "{other} {path}");
        }
    }
    for path in ["//", "/index.html", "/questions/", "/../", "/State", "", "*", "/state%00", "/favicon.ico"] {
        assert_eq!(status(&asked("GET", path)), 404, "{path}");
    }
    let with = |query: &str| Asked { query: Some(query.to_owned()), ..asked("GET", "/state") };
    assert_eq!(route(&with("after=7"), &hosts()), Ok(Route::State { after: Some(7) }));
    for wrong in ["after=", "after=-1", "after=x", "x=1", "after=1&after=2", "after=99999999999999999999999"] {
        assert_eq!(status(&with(wrong)), 400, "{wrong}");
    }
    assert_eq!(status(&Asked { query: Some("a=b".to_owned()), ..asked("GET", "/") }), 404);
}

#[test]
fn p30_only_an_address_that_was_shown_is_answered() {
    let of = |host: &[&str]| Asked { host: host.iter().map(|host| (*host).to_owned()).collect(), ..asked("GET", "/") };
    assert_eq!([status(&of(&[HERE])), status(&of(&["DevBox.Corp:43117"]))], [200, 200]);
    for wrong in [&["192.168.1.23"][..], &["192.168.1.23:80"], &["evil.example:43117"], &["localhost:43117"], &[""], &[], &[HERE, HERE]] {
        assert_eq!(status(&of(wrong)), 421, "{wrong:?}");
    }
    assert_eq!(status(&Asked { authority: Some("evil.example".to_owned()), ..asked("GET", "/") }), 421);
}

#[test]
fn p30_a_page_of_another_site_can_neither_read_nor_vote() {
    let from = |origin: &str| Asked { origin: vec![origin.to_owned()], ..asked("PUT", "/ballot") };
    assert_eq!(status(&from("http://192.168.1.23:43117")), 200);
    for wrong in ["null", "https://192.168.1.23:43117", "http://evil.example", "http://devbox.corp:43117", "", "http://192.168.1.23:43117/"]
    {
        assert_eq!(status(&from(wrong)), 403, "{wrong}");
    }
    let site = |site: &str| Asked { site: vec![site.to_owned()], ..asked("GET", "/state") };
    assert_eq!([status(&site("same-origin")), status(&site("none"))], [200, 200]);
    assert_eq!([status(&site("same-site")), status(&site("cross-site")), status(&site(""))], [403; 3]);
}
